using System.Globalization;
using System.Text.Json.Serialization;
using AutoMapper;
using Lms.Application.Common;
using Lms.Domain.Catalog;

namespace Lms.Application.Catalog;

/// <summary>A bibliographic record: one title as catalogued.</summary>
public sealed record BookResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    /// <example>42</example>
    public int Id { get; init; }

    /// <inheritdoc cref="BookDescription.Title"/>
    /// <example>Frankenstein</example>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="BookDescription.Subtitle"/>
    public string? Subtitle { get; init; }

    /// <inheritdoc cref="BookDescription.OtherTitles"/>
    public IReadOnlyList<OtherTitle> OtherTitles { get; init; } = [];

    /// <inheritdoc cref="BookDescription.Author"/>
    public string Author { get; init; } = "";

    /// <inheritdoc cref="BookDescription.Contributors"/>
    public IReadOnlyList<Contributor> Contributors { get; init; } = [];

    /// <inheritdoc cref="BookDescription.Isbn"/>
    public string? Isbn { get; init; }

    /// <summary>The identifier as an ISBN with thirteen digits, with hyphens where the International ISBN Agency's ranges put them; null where it is no ISBN.</summary>
    /// <example>978-0-19-953715-0</example>
    public string? IsbnHyphenated => Domain.Catalog.Isbn.TryParse(Isbn, out var isbn) ? isbn.Hyphenated : null;

    /// <summary>The identifier as an ISSN, with its hyphen; null where it is no ISSN.</summary>
    public string? Issn => Domain.Catalog.Issn.TryParse(Isbn, out var issn) ? issn.ToString() : null;

    /// <inheritdoc cref="BookDescription.Genre"/>
    public string? Genre { get; init; }

    /// <inheritdoc cref="BookDescription.Subjects"/>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <inheritdoc cref="BookDescription.Series"/>
    public string? Series { get; init; }

    /// <summary>The series without the volume; null where it belongs to none.</summary>
    public string? SeriesTitle => SeriesStatement.Read(Series)?.Title;

    /// <summary>Which volume of the series it is, as in <c>3</c> or <c>IV</c>; null where none is named.</summary>
    public string? SeriesVolume => SeriesStatement.Read(Series)?.Volume;

    /// <inheritdoc cref="BookDescription.Publisher"/>
    public string? Publisher { get; init; }

    /// <inheritdoc cref="BookDescription.PublishedYear"/>
    public int? PublishedYear { get; init; }

    /// <inheritdoc cref="BookDescription.Edition"/>
    public string? Edition { get; init; }

    /// <inheritdoc cref="BookDescription.Language"/>
    public string? Language { get; init; }

    /// <inheritdoc cref="BookDescription.OtherLanguages"/>
    public IReadOnlyList<string> OtherLanguages { get; init; } = [];

    /// <inheritdoc cref="BookDescription.OriginalLanguage"/>
    public string? OriginalLanguage { get; init; }

    /// <inheritdoc cref="BookDescription.PageCount"/>
    public int? PageCount { get; init; }

    /// <inheritdoc cref="BookDescription.Description"/>
    public string? Description { get; init; }

    /// <inheritdoc cref="BookDescription.MaterialType"/>
    public string MaterialType { get; init; } = "";

    /// <inheritdoc cref="BookDescription.Classification"/>
    public string? Classification { get; init; }

    /// <inheritdoc cref="BookDescription.MinimumAge"/>
    public int? MinimumAge { get; init; }

    /// <summary>How many copies the library has, withdrawn ones not counted.</summary>
    public int CopiesTotal { get; init; }

    /// <summary>How many of them stand on a shelf, free to be lent.</summary>
    public int CopiesAvailable { get; init; }

    /// <summary>How many users wait for it.</summary>
    public int HoldsCount { get; init; }

    /// <inheritdoc cref="Book.CreatedAt"/>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc cref="Book.UpdatedAt"/>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => string.Create(CultureInfo.InvariantCulture, $"{Version}.{CopiesTotal}.{CopiesAvailable}.{HoldsCount}");

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Book, BookResponse>()
            .ForMember(book => book.CopiesTotal, map => map.MapFrom(book => book.Copies.Count(copy => copy.Status != CopyStatus.Withdrawn)))
            .ForMember(book => book.CopiesAvailable, map => map.MapFrom(book => book.Copies.Count(copy => copy.Status == CopyStatus.Available)))
            .ForMember(book => book.HoldsCount, map => map.MapFrom(book => book.Holds.Count(hold => hold.EndedAt == null)));
    }
}
