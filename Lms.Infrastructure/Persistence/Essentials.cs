using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Persistence;

/// <summary>What no library can do without: a branch, patron categories, material types, the rule that applies where no other does.</summary>
public sealed class Essentials(LmsDbContext db)
{
    private static readonly (string Code, string Name)[] MaterialTypes =
    [
        (MaterialType.Book, "Book"), ("audiobook", "Audiobook"), ("cd", "Music CD"), ("dvd", "DVD"), ("game", "Game"),
        ("magazine", "Magazine"), ("map", "Map"), ("score", "Sheet music"),
    ];

    /// <summary>Puts in what is missing; a table that has something already is the library's own and stays as it is.</summary>
    public async Task PutInAsync(CancellationToken cancellationToken)
    {
        if (!await db.Branches.AnyAsync(cancellationToken))
            db.Branches.Add(Branch.Open("MAIN", "Main library", "UTC", null));
        if (!await db.PatronCategories.AnyAsync(cancellationToken))
        {
            db.PatronCategories.Add(PatronCategory.Introduce("adult", "Adult", 18, null, 24));
            db.PatronCategories.Add(PatronCategory.Introduce("child", "Child", null, 17, 12));
            db.PatronCategories.Add(PatronCategory.Introduce("staff", "Staff", null, null, null));
        }

        if (!await db.MaterialTypes.AnyAsync(cancellationToken))
            db.MaterialTypes.AddRange(MaterialTypes.Select(type => MaterialType.Introduce(type.Code, type.Name)));
        if (!await db.CirculationRules.AnyAsync(cancellationToken))
            db.CirculationRules.Add(CirculationRule.Make(null, null, null, RuleValues.Default));
        if (!await db.Settings.AnyAsync(cancellationToken))
            db.Settings.Add(LibrarySettings.Make(new Settings()));
        await db.SaveChangesAsync(cancellationToken);
    }
}
