using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Changes many copies, and remembers what they were.</summary>
internal sealed class CopyEditWork(ILmsDbContext db, CopyMarking marking) : IJobWork
{
    /// <summary>Why a copy that is not there cannot be changed.</summary>
    public static readonly JobFault Missing = new("copy-not-found", "There is no such copy.");

    public JobKind Kind => JobKind.CopyEdit;

    /// <summary>Why a barcode that no copy has changes nothing.</summary>
    public static JobFault NoCopyHas(string barcode) => new(Missing.Code, $"There is no copy with barcode {barcode}.");

    public async Task<PieceDone> DoAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        var edit = JsonSerializer.Deserialize<EditCopies>(job.Details!, LmsJson.Options)!;
        db.LockWithNextQuery(RowLock.BooksOfCopies(ids));
        var copies = await db.Copies.Where(copy => ids.Contains(copy.Id)).ToDictionaryAsync(copy => copy.Id, cancellationToken);
        var (changed, errors) = (0, ids.Where(id => !copies.ContainsKey(id)).ToDictionary(id => id, id => id < 0 ? NoCopyHas(edit.Barcodes![-1 - id]) : Missing));
        foreach (var copy in copies.Values)
        {
            var edited = EditedCopy.Of(copy, edit.ApplyTo(CopyFields.Of(copy)));
            if (edited.Fault is { } fault)
                errors.Add(copy.Id, fault);
            if (!edited.IsChanged)
                continue;
            changed++;
            if (job.DryRun)
                continue;
            db.CopyChanges.Add(CopyChange.Remember(job.Id, copy.Id, Write(edited.Before), Write(edited.After)));
            await marking.DescribeAsync(copy, edited.After, cancellationToken);
        }

        return new PieceDone(changed, errors);
    }

    public Task EndAsync(Job job, CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Write(CopyFields fields) => JsonSerializer.Serialize(fields, LmsJson.Options);
}
