using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Application.Patrons;
using Lms.Domain.Holds;

namespace Lms.Application.Holds;

/// <summary>A user's place in the queue for a book, or for one particular copy.</summary>
public sealed record HoldResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    /// <example>12</example>
    public int Id { get; init; }

    /// <inheritdoc cref="Hold.BookId"/>
    /// <example>42</example>
    public int BookId { get; init; }

    /// <summary>The book's title.</summary>
    /// <example>Frankenstein</example>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="Hold.CopyId"/>
    public int? CopyId { get; init; }

    /// <inheritdoc cref="Hold.FilledByCopyId"/>
    public int? FilledByCopyId { get; init; }

    /// <inheritdoc cref="Hold.UserId"/>
    public int? UserId { get; init; }

    /// <inheritdoc cref="Hold.PickupBranchId"/>
    public int PickupBranchId { get; init; }

    /// <summary>The place in the book's queue, from 1, without gaps; null once it is over.</summary>
    /// <example>1</example>
    public int? Position { get; init; }

    /// <inheritdoc cref="Hold.Status"/>
    public HoldStatus Status { get; init; }

    /// <summary>Whether it is passed over for now; it keeps its place.</summary>
    public bool Suspended { get; init; }

    /// <inheritdoc cref="Hold.SuspendedUntil"/>
    public DateOnly? SuspendedUntil { get; init; }

    /// <inheritdoc cref="Hold.PlacedAt"/>
    public DateTimeOffset PlacedAt { get; init; }

    /// <inheritdoc cref="Hold.ExpiresOn"/>
    public DateOnly? ExpiresOn { get; init; }

    /// <inheritdoc cref="Hold.ReadyAt"/>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <inheritdoc cref="Hold.PickupBy"/>
    public DateTimeOffset? PickupBy { get; init; }

    /// <inheritdoc cref="Hold.EndedAt"/>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The book, where <c>expand</c> asks a list for it; else null.</summary>
    public BookResponse? Book { get; init; }

    /// <summary>The copy that was found for it, or else the one that was asked for, where <c>expand</c> asks a list for it; null where there is none.</summary>
    public CopyResponse? Copy { get; init; }

    /// <summary>Who waits, where <c>expand</c> asks a list for them; else null.</summary>
    public UserResponse? User { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => string.Create(CultureInfo.InvariantCulture, $"{Version}.{Position}.{Suspended}");

    internal static Expansion<HoldResponse> Expansion { get; } = new Expansion<HoldResponse>()
        .Book(hold => hold.BookId, (hold, book) => hold with { Book = book })
        .Copy(hold => hold.FilledByCopyId ?? hold.CopyId, (hold, copy) => hold with { Copy = copy })
        .User(hold => hold.UserId, (hold, user) => hold with { User = user });

    /// <summary>The response to a hold that has just been placed.</summary>
    internal static HoldResponse OfNew(Hold hold, string title, int position) => new()
    {
        Id = hold.Id,
        BookId = hold.BookId,
        Title = title,
        CopyId = hold.CopyId,
        UserId = hold.UserId,
        PickupBranchId = hold.PickupBranchId,
        Position = position,
        Status = hold.Status,
        PlacedAt = hold.PlacedAt,
        ExpiresOn = hold.ExpiresOn,
        Version = hold.Version,
    };

    /// <summary>How a hold becomes a response, for the database to do: its position is counted, not kept.</summary>
    internal static Expression<Func<Hold, HoldResponse>> Projection(ILmsDbContext db) => hold => new HoldResponse
    {
        Id = hold.Id,
        BookId = hold.BookId,
        Title = db.Books.Where(book => book.Id == hold.BookId).Select(book => book.Title).First(),
        CopyId = hold.CopyId,
        FilledByCopyId = hold.FilledByCopyId,
        UserId = hold.UserId,
        PickupBranchId = hold.PickupBranchId,
        Position = hold.EndedAt == null ? db.Holds.Count(other => other.BookId == hold.BookId && other.EndedAt == null && other.Rank <= hold.Rank) : null,
        Status = hold.Status,
        Suspended = hold.Suspended,
        SuspendedUntil = hold.SuspendedUntil,
        PlacedAt = hold.PlacedAt,
        ExpiresOn = hold.ExpiresOn,
        ReadyAt = hold.ReadyAt,
        PickupBy = hold.PickupBy,
        EndedAt = hold.EndedAt,
        Version = hold.Version,
    };
}
