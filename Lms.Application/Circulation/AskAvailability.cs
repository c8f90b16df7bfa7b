using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Asks what is there of a book, and whether a user may have it.</summary>
/// <param name="BookId">Which book.</param>
/// <param name="UserId">For whom; null for nobody in particular. Members ask for themselves.</param>
/// <param name="BranchId">Where they would borrow it; the branch of the copy where it is left out.</param>
public sealed record AskAvailability(int BookId, int? UserId, int? BranchId) : IRequest<BookAvailability>;

/// <summary>What is there of a book, and whether a user may have it.</summary>
/// <param name="BookId">Which book.</param>
/// <param name="CopiesTotal">How many copies the library has, withdrawn ones not counted.</param>
/// <param name="CopiesAvailable">How many of them stand on a shelf, free to be lent.</param>
/// <param name="HoldsCount">How many users wait for it.</param>
/// <param name="Copies">The copies, withdrawn ones left out; the first 200.</param>
/// <param name="Borrow">Whether the user may borrow it, in the words of a checkout; null where nobody was named.</param>
/// <param name="Hold">Whether the user may place a hold on it, to be picked up at their home branch, in the words of doing so; null where nobody was named.</param>
public sealed record BookAvailability(
    int BookId, int CopiesTotal, int CopiesAvailable, int HoldsCount, IReadOnlyList<CopyWhereabouts> Copies, BorrowAnswer? Borrow, HoldEvaluation? Hold);

/// <summary>Where a copy is.</summary>
/// <param name="CopyId">Which copy.</param>
/// <param name="Barcode">Its barcode.</param>
/// <param name="BranchId">The branch it is at, or was last seen at.</param>
/// <param name="BranchName">The name of that branch.</param>
/// <param name="ShelfLocation">The part of the branch where its shelf stands; null where the call number says it all.</param>
/// <param name="CallNumber">Its place on the shelf; null where it has none.</param>
/// <param name="MaterialType">The code of its material type.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Since">Since when it is there; null where it always was.</param>
/// <param name="DueAt">When it is due back; null where it is not on loan.</param>
/// <param name="ToBranchId">The branch to which it travels; null where it does not.</param>
public sealed record CopyWhereabouts(
    int CopyId, string Barcode, int BranchId, string BranchName, string? ShelfLocation, string? CallNumber, string MaterialType, CopyStatus Status, DateTimeOffset? Since, DateTimeOffset? DueAt, int? ToBranchId);

/// <summary>Whether a user may borrow a book.</summary>
/// <param name="Allowed">Whether nothing stands against it.</param>
/// <param name="CopyId">The copy that they would get, or that stands closest to it.</param>
/// <param name="DueAt">When it would be due.</param>
/// <param name="Blocks">Every reason against it.</param>
public sealed record BorrowAnswer(bool Allowed, int CopyId, DateTimeOffset DueAt, IReadOnlyList<Block> Blocks);

internal sealed class AskAvailabilityValidator : AbstractValidator<AskAvailability>
{
    public AskAvailabilityValidator()
    {
        RuleFor(query => query.UserId).GreaterThan(0);
        RuleFor(query => query.BranchId).GreaterThan(0);
    }
}

internal sealed class AskAvailabilityHandler(ILmsDbContext db, ICheckoutFacts checkouts, IMediator mediator, ICaller caller, TimeProvider time) : IRequestHandler<AskAvailability, BookAvailability>
{
    private const int MostCopies = 200;

    public async Task<BookAvailability> Handle(AskAvailability query, CancellationToken cancellationToken)
    {
        if (query.UserId is not null && caller.UserId is null)
            throw new NotSignedInException("not-signed-in", "Sign in to ask for a user.");
        if (query.UserId is { } other && !caller.IsStaff && other != caller.UserId)
            throw new NotFoundException("user", other);

        var counts = await db.Books.Where(book => book.Id == query.BookId).Select(book => new
        {
            Total = book.Copies.Count(copy => copy.Status != CopyStatus.Withdrawn),
            Available = book.Copies.Count(copy => copy.Status == CopyStatus.Available),
            Holds = book.Holds.Count(hold => hold.EndedAt == null),
        }).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("book", query.BookId);

        return new BookAvailability(
            query.BookId,
            counts.Total,
            counts.Available,
            counts.Holds,
            await CopiesAsync(query.BookId, cancellationToken),
            query.UserId is { } borrower && counts.Total > 0 ? await BorrowAsync(query, borrower, cancellationToken) : null,
            query.UserId is { } waiter ? await mediator.Send(new EvaluateHold { BookId = query.BookId, UserId = waiter }, cancellationToken) : null);
    }

    private async Task<BorrowAnswer> BorrowAsync(AskAvailability query, int userId, CancellationToken cancellationToken)
    {
        var request = new CheckoutRequest { BookId = query.BookId, UserId = userId, BranchId = query.BranchId };
        var facts = (await checkouts.FindAsync(request, bySelf: !caller.IsStaff, toLend: false, cancellationToken)).Facts;
        var decision = Checkout.Decide(facts, time.GetUtcNow());
        return new BorrowAnswer(decision.Allowed, facts.Copy.Id, decision.DueAt, decision.Blocks);
    }

    private async Task<IReadOnlyList<CopyWhereabouts>> CopiesAsync(int bookId, CancellationToken cancellationToken) => await (
        from copy in db.Copies
        join branch in db.Branches on copy.BranchId equals branch.Id
        from loan in db.Loans.Where(loan => loan.CopyId == copy.Id && loan.ReturnedAt == null).DefaultIfEmpty()
        from transfer in db.Transfers.Where(transfer => transfer.CopyId == copy.Id && transfer.EndedAt == null).DefaultIfEmpty()
        where copy.BookId == bookId && copy.Status != CopyStatus.Withdrawn
        orderby copy.Status == CopyStatus.Available ? 0 : 1, copy.Id
        select new CopyWhereabouts(
            copy.Id,
            copy.Barcode,
            copy.BranchId,
            branch.Name,
            copy.ShelfLocation,
            copy.CallNumber,
            copy.MaterialType,
            copy.Status,
            copy.Status == CopyStatus.OnLoan ? loan!.CheckedOutAt
                : copy.Status == CopyStatus.InTransit ? transfer!.SentAt
                : db.Transactions.Where(row => row.CopyId == copy.Id && row.CopyStatus != null).Max(row => (DateTimeOffset?)row.At),
            copy.Status == CopyStatus.OnLoan ? loan!.DueAt : null,
            copy.Status == CopyStatus.InTransit ? transfer!.ToBranchId : null)).Take(MostCopies).ToListAsync(cancellationToken);
}
