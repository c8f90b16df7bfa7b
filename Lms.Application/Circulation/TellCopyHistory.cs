using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Tells a copy's past from the ledger alone, newest first; with <c>at</c>, the one state it was in at that moment.</summary>
public sealed record CopyPast : ListQuery
{
    /// <summary>The moment to tell of; all moments where it is left out.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>Tells a copy's past.</summary>
/// <param name="CopyId">Which copy.</param>
/// <param name="Page">Which page, or of which moment.</param>
public sealed record TellCopyHistory(int CopyId, CopyPast Page) : IRequest<Page<CopyState>>;

/// <summary>Where a copy was in its life from a moment on, until the next state began.</summary>
/// <param name="Since">Since when; null where it was so from the beginning.</param>
/// <param name="Status">Where it was in its life.</param>
/// <param name="BranchId">The branch where it was, or was last seen.</param>
/// <param name="Type">What brought it there; null where it was so from the beginning.</param>
/// <param name="TransactionId">The row of the ledger that says so; null where it was so from the beginning.</param>
/// <param name="UserId">The user whom that row is about; null for none, or once they were anonymised.</param>
/// <param name="LoanId">The loan that it is about; null for none.</param>
/// <param name="HoldId">The hold that it is about; null for none.</param>
/// <param name="DueAt">The due date that it set; null where it set none.</param>
/// <param name="ActorId">Who did it; null for the library itself, or once they were deleted.</param>
public sealed record CopyState(
    DateTimeOffset? Since, CopyStatus Status, int? BranchId, TransactionType? Type, long? TransactionId, int? UserId, int? LoanId, int? HoldId, DateTimeOffset? DueAt, int? ActorId);

internal sealed class TellCopyHistoryValidator : AbstractValidator<TellCopyHistory>
{
    public TellCopyHistoryValidator() => RuleFor(query => query.Page).SetValidator(new CopyPastValidator()).OverridePropertyName("");
}

internal sealed class CopyPastValidator() : ListQueryValidator<CopyPast>(TellCopyHistoryHandler.Order.Names);

internal sealed class TellCopyHistoryHandler(ILmsDbContext db) : IRequestHandler<TellCopyHistory, Page<CopyState>>
{
    internal static readonly SortOrder<Transaction> Order = new SortOrder<Transaction>(row => row.Id).By("at", row => row.At);

    public async Task<Page<CopyState>> Handle(TellCopyHistory query, CancellationToken cancellationToken)
    {
        var home = await db.Copies.Where(copy => copy.Id == query.CopyId).Select(copy => (int?)copy.HomeBranchId).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("copy", query.CopyId);
        var rows = db.Transactions.AsNoTracking().Where(row => row.CopyId == query.CopyId && row.CopyStatus != null);
        return query.Page.At is { } at
            ? new Page<CopyState>([await StateAsync(rows, at, home, cancellationToken)], null, null)
            : await rows.PageAsync(
                query.Page,
                Order,
                row => new CopyState(row.At, row.CopyStatus!.Value, row.BranchId, row.Type, row.Id, row.UserId, row.LoanId, row.HoldId, row.DueAt, row.ActorId),
                cancellationToken);
    }

    /// <summary>
    /// What was written last of all that had happened by then: a return through the book drop is written late and says what was true since. Before its first row
    /// a copy stood as that row says it had; without any row it stands on its shelf.
    /// </summary>
    private static async Task<CopyState> StateAsync(IQueryable<Transaction> rows, DateTimeOffset at, int home, CancellationToken cancellationToken)
    {
        if (await rows.Where(row => row.At <= at).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken) is { } row)
            return new CopyState(row.At, row.CopyStatus!.Value, row.BranchId, row.Type, row.Id, row.UserId, row.LoanId, row.HoldId, row.DueAt, row.ActorId);
        var first = await rows.OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        return new CopyState(null, first?.Before?.CopyStatus ?? CopyStatus.Available, first?.Before?.BranchId ?? home, null, null, null, null, null, null, null);
    }
}
