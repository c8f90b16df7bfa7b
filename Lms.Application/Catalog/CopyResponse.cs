using System.Text.Json.Serialization;
using AutoMapper;
using Lms.Application.Common;
using Lms.Domain.Catalog;

namespace Lms.Application.Catalog;

/// <summary>One physical item of a book.</summary>
public sealed record CopyResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    /// <example>57</example>
    public int Id { get; init; }

    /// <inheritdoc cref="Copy.BookId"/>
    /// <example>42</example>
    public int BookId { get; init; }

    /// <inheritdoc cref="Copy.Barcode"/>
    /// <example>"30000000000574"</example>
    public string Barcode { get; init; } = "";

    /// <inheritdoc cref="Copy.BranchId"/>
    public int BranchId { get; init; }

    /// <inheritdoc cref="Copy.HomeBranchId"/>
    public int HomeBranchId { get; init; }

    /// <inheritdoc cref="Copy.ShelfLocation"/>
    public string? ShelfLocation { get; init; }

    /// <inheritdoc cref="Copy.CallNumber"/>
    public string? CallNumber { get; init; }

    /// <inheritdoc cref="Copy.MaterialType"/>
    public string MaterialType { get; init; } = "";

    /// <inheritdoc cref="Copy.Status"/>
    public CopyStatus Status { get; init; }

    /// <inheritdoc cref="Copy.Price"/>
    public decimal? Price { get; init; }

    /// <inheritdoc cref="Copy.AcquiredOn"/>
    public DateOnly? AcquiredOn { get; init; }

    /// <inheritdoc cref="Copy.WithdrawnAt"/>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <inheritdoc cref="Copy.Note"/>
    public string? Note { get; init; }

    /// <summary>The book, where <c>expand</c> asks a list for it; else null.</summary>
    public BookResponse? Book { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static Expansion<CopyResponse> Expansion { get; } = new Expansion<CopyResponse>()
        .Book(copy => copy.BookId, (copy, book) => copy with { Book = book });

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Copy, CopyResponse>().ForMember(copy => copy.Book, map => map.Ignore());
    }
}
