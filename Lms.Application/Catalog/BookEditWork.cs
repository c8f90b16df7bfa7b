using System.Text.Json;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Catalog;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Changes many books, and remembers what they were.</summary>
internal sealed class BookEditWork(ILmsDbContext db, IValidator<BookFields> validator, TimeProvider time) : IJobWork
{
    /// <summary>Why a book that is not there cannot be changed.</summary>
    public static readonly JobFault Missing = new("book-not-found", "There is no such book.");

    public JobKind Kind => JobKind.Edit;

    public async Task<PieceDone> DoAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        var edit = JsonSerializer.Deserialize<EditBooks>(job.Details!, LmsJson.Options)!;
        var now = time.GetUtcNow();
        db.LockWithNextQuery(RowLock.Books(ids));
        var books = await db.Books.Where(book => ids.Contains(book.Id)).ToDictionaryAsync(book => book.Id, cancellationToken);
        var (changed, errors) = (0, ids.Where(id => !books.ContainsKey(id)).ToDictionary(id => id, _ => Missing));
        foreach (var book in books.Values)
        {
            var edited = EditedBook.Of(book, edit, validator);
            if (edited.Fault is { } fault)
                errors.Add(book.Id, fault);
            if (!edited.IsChanged)
                continue;
            changed++;
            if (!job.DryRun)
                Change(job.Id, book, edited.After, now);
        }

        return new PieceDone(changed, errors);
    }

    public Task EndAsync(Job job, CancellationToken cancellationToken) => Task.CompletedTask;

    private void Change(int jobId, Book book, BookFields after, DateTimeOffset now)
    {
        db.JobChanges.Add(JobChange.Remember(jobId, book.Id, BookBefore.Of(book).Write(), book.UpdatedAt, now));
        book.Describe(after.Describe(), now);
    }
}
