using Lms.Application.Common;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Says what an edit of many copies would do, and does nothing.</summary>
public sealed record PreviewCopyEdit : CopyEdit, IRequest<CopyEditPreview>;

/// <summary>What an edit of many copies would do.</summary>
/// <param name="Chosen">How many copies are chosen; a barcode that no copy has counts too.</param>
/// <param name="Examined">How many of them were looked at: the first 10,000. The other counts are of these; an edit with <c>dryRun</c> looks at all.</param>
/// <param name="Changing">How many would change.</param>
/// <param name="Failing">How many could not be changed, or are not there.</param>
/// <param name="Sample">The first few that would change.</param>
/// <param name="Errors">The first few that could not be changed.</param>
public sealed record CopyEditPreview(int Chosen, int Examined, int Changing, int Failing, IReadOnlyList<CopyEditSample> Sample, IReadOnlyList<CopyEditFault> Errors);

/// <summary>A copy that would change.</summary>
/// <param name="CopyId">The copy.</param>
/// <param name="Before">What is known about it.</param>
/// <param name="After">What would be known about it.</param>
public sealed record CopyEditSample(int CopyId, CopyFields Before, CopyFields After);

/// <summary>A copy that could not be changed.</summary>
/// <param name="CopyId">The copy; null for a barcode that none has.</param>
/// <param name="Code">The code that the problem would have where the copy were changed alone.</param>
/// <param name="Reason">What stands in the way.</param>
public sealed record CopyEditFault(int? CopyId, string Code, string Reason)
{
    internal static CopyEditFault Of(int? copyId, JobFault fault) => new(copyId, fault.Code, fault.Reason);
}

internal sealed class PreviewCopyEditValidator : CopyEditValidator<PreviewCopyEdit>;

internal sealed class PreviewCopyEditHandler(ILmsDbContext db, ChosenCopies chosen) : IRequestHandler<PreviewCopyEdit, CopyEditPreview>
{
    private const int MostExamined = 10_000;
    private const int Page = 500;
    private const int Shown = 10;

    public async Task<CopyEditPreview> Handle(PreviewCopyEdit query, CancellationToken cancellationToken)
    {
        await query.MustNameWhatIsThereAsync(db, cancellationToken);
        var found = await chosen.FindAsync(query, cancellationToken);
        var (changing, examined, sample, faults) = (0, 0, new List<CopyEditSample>(), new List<CopyEditFault>());
        foreach (var page in found.Ids.Take(MostExamined).Chunk(Page))
        {
            var copies = await db.Copies.AsNoTracking().Where(copy => page.Contains(copy.Id)).ToDictionaryAsync(copy => copy.Id, cancellationToken);
            foreach (var id in page)
            {
                var edited = copies.TryGetValue(id, out var copy) ? EditedCopy.Of(copy, query.ApplyTo(CopyFields.Of(copy))) : null;
                examined++;
                if (edited is not { Fault: null })
                    faults.Add(CopyEditFault.Of(id, edited?.Fault ?? CopyEditWork.Missing));
                else if (edited.IsChanged && changing++ < Shown)
                    sample.Add(new CopyEditSample(id, edited.Before, edited.After));
            }
        }

        faults.AddRange(found.Unknown.Select(barcode => CopyEditFault.Of(null, CopyEditWork.NoCopyHas(barcode))));
        return new CopyEditPreview(found.Ids.Count + found.Unknown.Count, examined + found.Unknown.Count, changing, faults.Count, sample, [.. faults.Take(Shown)]);
    }
}
