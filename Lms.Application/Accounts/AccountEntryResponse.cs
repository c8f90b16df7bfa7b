using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Lms.Application.Common;
using Lms.Domain.Accounts;

namespace Lms.Application.Accounts;

/// <summary>One entry of a user's account. Never changed, never deleted.</summary>
public sealed record AccountEntryResponse : ITagged
{
    /// <inheritdoc cref="AccountEntry.Id"/>
    /// <example>1001</example>
    public long Id { get; init; }

    /// <inheritdoc cref="AccountEntry.Type"/>
    public EntryType Type { get; init; }

    /// <inheritdoc cref="AccountEntry.Reason"/>
    public ChargeReason? Reason { get; init; }

    /// <inheritdoc cref="AccountEntry.Amount"/>
    /// <example>0.50</example>
    public decimal Amount { get; init; }

    /// <summary>What is left of it: what is not paid yet of a charge, what is not used up yet of a payment; 0 where nothing is.</summary>
    public decimal Open { get; init; }

    /// <inheritdoc cref="AccountEntry.LoanId"/>
    public int? LoanId { get; init; }

    /// <inheritdoc cref="AccountEntry.At"/>
    public DateTimeOffset At { get; init; }

    /// <inheritdoc cref="AccountEntry.ActorId"/>
    public int? ActorId { get; init; }

    /// <inheritdoc cref="AccountEntry.Note"/>
    public string? Note { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => string.Create(CultureInfo.InvariantCulture, $"{Id}.{Open}");

    /// <summary>How an entry becomes a response, for the database to do: what is left of it is counted, not kept.</summary>
    internal static Expression<Func<AccountEntry, AccountEntryResponse>> Projection(ILmsDbContext db) => entry => new AccountEntryResponse
    {
        Id = entry.Id,
        Type = entry.Type,
        Reason = entry.Reason,
        Amount = entry.Amount,
        Open = Math.Abs(entry.Amount) - (entry.Amount > 0
            ? db.Allocations.Where(part => part.ChargeId == entry.Id).Sum(part => part.Amount)
            : db.Allocations.Where(part => part.CreditId == entry.Id).Sum(part => part.Amount)),
        LoanId = entry.LoanId,
        At = entry.At,
        ActorId = entry.ActorId,
        Note = entry.Note,
    };
}
