using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Circulation;

/// <summary>All that a checkout is decided on, by one compiled query behind its locks.</summary>
internal sealed class CheckoutFactsQuery(LmsDbContext db) : ICheckoutFacts
{
    private static readonly Func<LmsDbContext, int?, string?, int?, string?, int?, CancellationToken, Task<Row?>> Compiled = EF.CompileAsyncQuery(
        (LmsDbContext db, int? copyId, string? barcode, int? userId, string? card, int? branchId, CancellationToken _) => (
            from copy in db.Copies
            where copyId != null ? copy.Id == copyId : copy.Barcode == barcode
            select new Row
            {
                Copy = copy,
                Book = db.Books.First(book => book.Id == copy.BookId),
                Branch = db.Branches.FirstOrDefault(branch => branch.Id == (branchId ?? copy.BranchId)),
                Patron = db.Patrons.FirstOrDefault(patron => userId != null ? patron.Id == userId : patron.CardNumber == card),
                Rule = db.CirculationRules.OrderBy(rule => rule.Id).First(),
                OpenLoan = db.Loans.FirstOrDefault(loan => loan.CopyId == copy.Id && loan.ReturnedAt == null),
                LoansOut = db.Loans.Count(loan => loan.ReturnedAt == null && db.Patrons.Any(patron => patron.Id == loan.UserId && (userId != null ? patron.Id == userId : patron.CardNumber == card))),
                LoanId = LmsFunctions.NextValue(LoanConfiguration.IdSequence),
            }).FirstOrDefault());

    public async Task<CheckoutCase> FindAsync(CheckoutRequest request, bool toLend, CancellationToken cancellationToken)
    {
        var copyId = request.BookId is { } bookId ? await AnyCopyAsync(bookId, request.BranchId, cancellationToken) : request.CopyId;
        if (toLend)
        {
            db.LockWithNextQuery(copyId is { } id ? RowLock.Copy(id) : new RowLock("copies", "barcode", request.CopyBarcode!));
            db.LockWithNextQuery(request.UserId is { } userId ? RowLock.Patron(userId) : new RowLock("patrons", "card_number", request.CardNumber!));
        }

        var row = await Compiled(db, copyId, request.CopyBarcode, request.UserId, request.CardNumber, request.BranchId, cancellationToken)
            ?? throw new NotFoundException("copy", copyId is { } id2 ? $"id {id2}" : $"barcode {request.CopyBarcode}");
        var patron = row.Patron ?? throw new NotFoundException("user", request.UserId is { } userId2 ? $"id {userId2}" : $"card number {request.CardNumber}");
        var branch = row.Branch ?? throw new NotFoundException("branch", request.BranchId!.Value);
        return new CheckoutCase(new CheckoutFacts(row.Copy, patron, row.Rule, branch.Clock, row.OpenLoan, row.LoansOut), branch.Id, (int)row.LoanId);
    }

    /// <summary>
    /// A copy of the book: an available one at the branch first, then an available one anywhere, then any, so that the answer can say
    /// what stands in the way. A copy that another desk is lending at this moment is passed over.
    /// </summary>
    private async Task<int> AnyCopyAsync(int bookId, int? branchId, CancellationToken cancellationToken)
    {
        var copyId = await db.Database.SqlQuery<int>($"""
            SELECT id FROM copies WHERE book_id = {bookId} AND status = 'available'
            ORDER BY (branch_id = {branchId}) DESC NULLS LAST, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
            """).ToListAsync(cancellationToken);
        if (copyId is [var available])
            return available;
        return await db.Copies.Where(copy => copy.BookId == bookId).OrderBy(copy => copy.Status == CopyStatus.Withdrawn).ThenBy(copy => copy.Id).Select(copy => (int?)copy.Id).FirstOrDefaultAsync(cancellationToken)
            ?? throw (await db.Books.AnyAsync(book => book.Id == bookId, cancellationToken)
                ? new ConflictException("no-copies", "The book has no copies.")
                : new NotFoundException("book", bookId));
    }

    private sealed class Row
    {
        public required Copy Copy { get; init; }

        public required Book Book { get; init; }

        public required Branch? Branch { get; init; }

        public required Patron? Patron { get; init; }

        public required CirculationRule Rule { get; init; }

        public required Loan? OpenLoan { get; init; }

        public required int LoansOut { get; init; }

        public required long LoanId { get; init; }
    }
}
