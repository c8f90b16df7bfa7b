using System.Text.Json.Serialization;
using AutoMapper;
using Lms.Application.Jobs;
using Lms.Domain.Imports;
using Lms.Domain.Jobs;

namespace Lms.Application.Imports;

/// <summary>A file of records on its way into the catalogue.</summary>
public sealed record ImportResponse : ILongWorkResponse
{
    /// <summary>A positive integer.</summary>
    /// <example>7</example>
    public int Id { get; init; }

    /// <summary>How it stands.</summary>
    public WorkStatus Status { get; init; }

    /// <inheritdoc cref="Import.MediaType"/>
    /// <example>text/csv</example>
    public string MediaType { get; init; } = "";

    /// <inheritdoc cref="Import.Mode"/>
    public ImportMode Mode { get; init; }

    /// <inheritdoc cref="Import.Columns"/>
    public string? Columns { get; init; }

    /// <inheritdoc cref="Import.ColumnsRead"/>
    public string? ColumnsRead { get; init; }

    /// <inheritdoc cref="Import.Copies"/>
    public int Copies { get; init; }

    /// <inheritdoc cref="Import.DryRun"/>
    public bool DryRun { get; init; }

    /// <inheritdoc cref="Import.Bytes"/>
    public long Bytes { get; init; }

    /// <inheritdoc cref="Import.BytesRead"/>
    public long BytesRead { get; init; }

    /// <inheritdoc cref="Import.Total"/>
    public int? Total { get; init; }

    /// <summary>How many records were dealt with, in the order of the file.</summary>
    public int Processed { get; init; }

    /// <inheritdoc cref="Import.Created"/>
    public int Created { get; init; }

    /// <inheritdoc cref="Import.Updated"/>
    public int Updated { get; init; }

    /// <inheritdoc cref="Import.Skipped"/>
    public int Skipped { get; init; }

    /// <summary>How many records could not be taken in.</summary>
    public int Failed { get; init; }

    /// <summary>How many books were created or updated without something that their record says.</summary>
    public int Incomplete { get; init; }

    /// <inheritdoc cref="LongWork.FailureReason"/>
    public string? FailureReason { get; init; }

    /// <inheritdoc cref="LongWork.CreatedBy"/>
    public int? CreatedBy { get; init; }

    /// <inheritdoc cref="LongWork.CreatedAt"/>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc cref="LongWork.StartedAt"/>
    public DateTimeOffset? StartedAt { get; init; }

    /// <inheritdoc cref="LongWork.FinishedAt"/>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <inheritdoc cref="LongWork.UndoneAt"/>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Import, ImportResponse>();
    }
}

/// <summary>A record that was not taken in, or not whole.</summary>
/// <param name="Record">Which record of the file: 1 is the first; the header is none.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Reason">What is the matter with it.</param>
public sealed record ImportErrorResponse(int Record, ImportErrorKind Kind, string Reason)
{
    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<ImportError, ImportErrorResponse>();
    }
}
