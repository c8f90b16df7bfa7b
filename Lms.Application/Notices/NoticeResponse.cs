using System.Globalization;
using System.Text.Json.Serialization;
using AutoMapper;
using Lms.Application.Common;
using Lms.Domain.Notices;

namespace Lms.Application.Notices;

/// <summary>A message to a user.</summary>
public sealed record NoticeResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    /// <example>501</example>
    public int Id { get; init; }

    /// <inheritdoc cref="Notice.UserId"/>
    public int UserId { get; init; }

    /// <inheritdoc cref="Notice.Type"/>
    public NoticeType Type { get; init; }

    /// <inheritdoc cref="Notice.Subject"/>
    /// <example>Due soon: Frankenstein</example>
    public string Subject { get; init; } = "";

    /// <inheritdoc cref="Notice.Text"/>
    public string Text { get; init; } = "";

    /// <inheritdoc cref="Notice.LoanId"/>
    public int? LoanId { get; init; }

    /// <inheritdoc cref="Notice.HoldId"/>
    public int? HoldId { get; init; }

    /// <inheritdoc cref="Notice.Status"/>
    public NoticeStatus Status { get; init; }

    /// <inheritdoc cref="Notice.CreatedAt"/>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc cref="Notice.NextAttemptAt"/>
    public DateTimeOffset NextAttemptAt { get; init; }

    /// <inheritdoc cref="Notice.Attempts"/>
    public int Attempts { get; init; }

    /// <inheritdoc cref="Notice.SentAt"/>
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc cref="Notice.Failure"/>
    public string? Failure { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(CultureInfo.InvariantCulture);

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Notice, NoticeResponse>();
    }
}
