using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Circulation;
using Lms.Domain.Notices;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Which visit a receipt is for.</summary>
public sealed record ReceiptRequest
{
    /// <summary>When the visit began; where it is left out, after the last receipt that was sent today, else when the day began at the user's home branch.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Whether to send it to the user as well.</summary>
    public bool Send { get; init; }
}

/// <summary>Writes one receipt for a visit: everything done with a user since it began.</summary>
/// <param name="UserId">With whom.</param>
/// <param name="From">When the visit began; null for after the last receipt that was sent today, else when the day began at the user's home branch.</param>
/// <param name="Send">Whether to send it to the user as well.</param>
public sealed record PrintReceipt(int UserId, DateTimeOffset? From, bool Send) : ICommand<VisitReceipt>;

/// <summary>Everything done with a user in one visit; what was taken back is left out.</summary>
/// <param name="UserId">With whom.</param>
/// <param name="From">From when on.</param>
/// <param name="To">Up to when.</param>
/// <param name="Lines">What was done, in order.</param>
/// <param name="Balance">What the user owes now, in the library's currency; negative where the library owes the user.</param>
/// <param name="Currency">The library's currency.</param>
/// <param name="Text">All of it, to be printed.</param>
/// <param name="NoticeId">The notice by which it is sent; null where it is not.</param>
public sealed record VisitReceipt(int UserId, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ReceiptLine> Lines, decimal Balance, string Currency, string Text, int? NoticeId);

/// <summary>One thing that was done.</summary>
/// <param name="TransactionId">The row of the ledger.</param>
/// <param name="Type">What was done.</param>
/// <param name="At">When.</param>
/// <param name="Title">The book's title; null where it is about none.</param>
/// <param name="CopyBarcode">The copy's barcode; null where it is about none.</param>
/// <param name="LoanId">The loan; null where it is about none.</param>
/// <param name="HoldId">The hold; null where it is about none.</param>
/// <param name="DueAt">The due date that it set; null where it set none.</param>
/// <param name="Amount">What it added to the debt; null where it is not about money.</param>
public sealed record ReceiptLine(long TransactionId, TransactionType Type, DateTimeOffset At, string? Title, string? CopyBarcode, int? LoanId, int? HoldId, DateTimeOffset? DueAt, decimal? Amount);

internal sealed class PrintReceiptValidator : AbstractValidator<PrintReceipt>
{
    public PrintReceiptValidator(TimeProvider time) =>
        RuleFor(command => command.From).Must(from => from is null || (from <= time.GetUtcNow() && from > time.GetUtcNow().AddDays(-31))).WithMessage("It must not lie in the future, and at most 31 days ago.");
}

internal sealed class PrintReceiptHandler(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IRequestHandler<PrintReceipt, VisitReceipt>
{
    /// <summary>More than this is no visit.</summary>
    private const int MostRows = 1000;

    /// <summary>What says the same as another row, or is nothing to the user.</summary>
    private static readonly TransactionType[] Inner =
    [
        TransactionType.CopyStatusChange, TransactionType.HoldFilled, TransactionType.HoldReady, TransactionType.HoldUnfilled,
        TransactionType.TransferSent, TransactionType.TransferReceived, TransactionType.Undo,
    ];

    public async Task<VisitReceipt> Handle(PrintReceipt command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var home = await db.Patrons.Where(patron => patron.Id == command.UserId).Select(patron => (int?)patron.HomeBranchId).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("user", command.UserId);
        var current = await policies.CurrentAsync(cancellationToken);
        var calendar = current.CalendarOf(home);
        var from = command.From ?? await VisitBeganAsync(command.UserId, calendar.At(calendar.DayOf(now), TimeOnly.MinValue), cancellationToken);

        var lines = await LinesAsync(command.UserId, from, cancellationToken);
        var balance = await db.AccountEntries.Where(entry => entry.UserId == command.UserId).SumAsync(entry => entry.Amount, cancellationToken);
        var text = ReceiptText.Of(lines, balance, current.Settings.Currency, calendar);
        var notice = command.Send ? Notice.Write(command.UserId, NoticeType.Receipt, text, now) : null;
        if (notice is not null)
            db.Notices.Add(notice);
        await db.SaveChangesAsync(cancellationToken);
        return new VisitReceipt(command.UserId, from, now, lines, balance, current.Settings.Currency, text.Text, notice?.Id);
    }

    /// <summary>A visit is of one day; a receipt ends it.</summary>
    private async Task<DateTimeOffset> VisitBeganAsync(int userId, DateTimeOffset today, CancellationToken cancellationToken) =>
        await db.Notices.Where(notice => notice.UserId == userId && notice.Type == NoticeType.Receipt && notice.CreatedAt >= today)
            .MaxAsync(notice => (DateTimeOffset?)notice.CreatedAt, cancellationToken) ?? today;

    /// <summary>By when it was written down: what came through the book drop happened earlier.</summary>
    private async Task<IReadOnlyList<ReceiptLine>> LinesAsync(int userId, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var newest = await (
            from row in db.Transactions.AsNoTracking()
            where row.UserId == userId
            orderby row.Id descending
            select new
            {
                row,
                title = db.Books.Where(book => book.Id == row.BookId).Select(book => book.Title).FirstOrDefault()
                    ?? db.MergedBooks.Where(merged => merged.Id == row.BookId).SelectMany(merged => db.Books.Where(book => book.Id == merged.IntoId)).Select(book => book.Title).FirstOrDefault(),
                barcode = db.Copies.Where(copy => copy.Id == row.CopyId).Select(copy => copy.Barcode).FirstOrDefault(),
            }).Take(MostRows).ToListAsync(cancellationToken);
        var visit = newest.TakeWhile(line => line.row.RecordedAt >= from).Reverse().ToList();
        var takenBack = visit.Select(line => line.row.UndoesId).ToHashSet();
        return
        [
            .. visit.Where(line => !Inner.Contains(line.row.Type) && !takenBack.Contains(line.row.Id))
                .Select(line => new ReceiptLine(line.row.Id, line.row.Type, line.row.At, line.title, line.barcode, line.row.LoanId, line.row.HoldId, line.row.DueAt, line.row.Amount)),
        ];
    }
}
