using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>One row of the circulation ledger: something that happened. Never changed, never deleted.</summary>
public sealed record TransactionResponse
{
    /// <inheritdoc cref="Transaction.Id"/>
    public long Id { get; init; }

    /// <inheritdoc cref="Transaction.Type"/>
    public TransactionType Type { get; init; }

    /// <inheritdoc cref="Transaction.At"/>
    public DateTimeOffset At { get; init; }

    /// <inheritdoc cref="Transaction.ActorId"/>
    public int? ActorId { get; init; }

    /// <inheritdoc cref="Transaction.UserId"/>
    public int? UserId { get; init; }

    /// <inheritdoc cref="Transaction.BookId"/>
    public int? BookId { get; init; }

    /// <inheritdoc cref="Transaction.CopyId"/>
    public int? CopyId { get; init; }

    /// <inheritdoc cref="Transaction.LoanId"/>
    public int? LoanId { get; init; }

    /// <inheritdoc cref="Transaction.HoldId"/>
    public int? HoldId { get; init; }

    /// <inheritdoc cref="Transaction.ProxyId"/>
    public int? ProxyId { get; init; }

    /// <inheritdoc cref="Transaction.BranchId"/>
    public int? BranchId { get; init; }

    /// <inheritdoc cref="Transaction.CopyStatus"/>
    public CopyStatus? CopyStatus { get; init; }

    /// <inheritdoc cref="Transaction.Amount"/>
    public decimal? Amount { get; init; }

    /// <inheritdoc cref="Transaction.UndoesId"/>
    public long? UndoesId { get; init; }

    /// <inheritdoc cref="Transaction.DueAt"/>
    public DateTimeOffset? DueAt { get; init; }

    /// <inheritdoc cref="Transaction.Note"/>
    public string? Note { get; init; }

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Transaction, TransactionResponse>();
    }
}

/// <summary>Lists the circulation ledger, newest first. Conditions add up.</summary>
public sealed record ListTransactions : ListQuery, IRequest<Page<TransactionResponse>>
{
    /// <summary>What happened.</summary>
    public TransactionType? Type { get; init; }

    /// <summary>The user it is about.</summary>
    public int? UserId { get; init; }

    /// <summary>The book it is about; what is about books that were merged into it is about it too.</summary>
    public int? BookId { get; init; }

    /// <summary>The copy it is about.</summary>
    public int? CopyId { get; init; }

    /// <summary>The loan it is about.</summary>
    public int? LoanId { get; init; }

    /// <summary>The hold it is about.</summary>
    public int? HoldId { get; init; }

    /// <summary>Where it happened.</summary>
    public int? BranchId { get; init; }

    /// <summary>At this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>At this moment or earlier.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>Shows one row of the circulation ledger.</summary>
/// <param name="Id">Which.</param>
public sealed record GetTransaction(long Id) : IRequest<TransactionResponse>;

internal sealed class ListTransactionsValidator : ListQueryValidator<ListTransactions>
{
    public ListTransactionsValidator() : base(ListTransactionsHandler.Order.Names)
    {
        RuleFor(query => query.UserId).GreaterThan(0);
        RuleFor(query => query.BookId).GreaterThan(0);
        RuleFor(query => query.CopyId).GreaterThan(0);
        RuleFor(query => query.LoanId).GreaterThan(0);
        RuleFor(query => query.HoldId).GreaterThan(0);
        RuleFor(query => query.BranchId).GreaterThan(0);
    }
}

internal sealed class ListTransactionsHandler(ILmsDbContext db, IMapper mapper)
    : IRequestHandler<ListTransactions, Page<TransactionResponse>>, IRequestHandler<GetTransaction, TransactionResponse>
{
    internal static readonly SortOrder<Transaction> Order = new SortOrder<Transaction>(row => row.Id).By("at", row => row.At);

    public async Task<Page<TransactionResponse>> Handle(ListTransactions query, CancellationToken cancellationToken)
    {
        var about = new EventFilter { Type = query.Type, UserId = query.UserId, BookId = query.BookId, CopyId = query.CopyId, BranchId = query.BranchId };
        var rows = await db.Transactions.AsNoTracking().MeetingAsync(about, db, cancellationToken);
        if (query.LoanId is { } loanId)
            rows = rows.Where(row => row.LoanId == loanId);
        if (query.HoldId is { } holdId)
            rows = rows.Where(row => row.HoldId == holdId);
        if (query.From is { } from)
            rows = rows.Where(row => row.At >= from);
        if (query.To is { } to)
            rows = rows.Where(row => row.At <= to);
        return await rows.PageAsync(query, Order, mapper.Project<Transaction, TransactionResponse>(), cancellationToken);
    }

    public async Task<TransactionResponse> Handle(GetTransaction query, CancellationToken cancellationToken) =>
        await db.Transactions.Where(row => row.Id == query.Id).Select(mapper.Project<Transaction, TransactionResponse>()).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("transaction", query.Id);
}
