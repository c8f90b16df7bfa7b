using AutoMapper;
using Lms.Domain.Holds;

namespace Lms.Application.Holds;

/// <summary>A copy's way from one branch to another.</summary>
public sealed record TransferResponse
{
    /// <summary>A positive integer.</summary>
    public int Id { get; init; }

    /// <inheritdoc cref="Transfer.CopyId"/>
    public int CopyId { get; init; }

    /// <inheritdoc cref="Transfer.FromBranchId"/>
    public int FromBranchId { get; init; }

    /// <inheritdoc cref="Transfer.ToBranchId"/>
    public int ToBranchId { get; init; }

    /// <inheritdoc cref="Transfer.HoldId"/>
    public int? HoldId { get; init; }

    /// <inheritdoc cref="Transfer.SentAt"/>
    public DateTimeOffset SentAt { get; init; }

    /// <inheritdoc cref="Transfer.EndedAt"/>
    public DateTimeOffset? EndedAt { get; init; }

    /// <inheritdoc cref="Transfer.Arrived"/>
    public bool Arrived { get; init; }

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Transfer, TransferResponse>();
    }
}
