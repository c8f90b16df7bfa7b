using AutoMapper;
using Lms.Domain.Accounts;

namespace Lms.Application.Accounts;

/// <summary>One entry of a user's account. Never changed, never deleted.</summary>
public sealed record AccountEntryResponse
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

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<AccountEntry, AccountEntryResponse>().ForMember(entry => entry.Open, map => map.Ignore());
    }
}
