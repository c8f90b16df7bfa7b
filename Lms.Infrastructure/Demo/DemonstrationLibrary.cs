using Lms.Application.Catalog;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Identity;
using Lms.Infrastructure.Identity;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Demo;

/// <summary>A small library to try things in: branches, people with published passwords, books that are in the public domain.</summary>
public sealed class DemonstrationLibrary(LmsDbContext db, Registration registration, IRunningNumbers numbers, TimeProvider time)
{
    /// <summary>Everybody who has an account in it; the passwords are published.</summary>
    public static IReadOnlyList<NewAccount> Accounts { get; } =
    [
        new("admin1", LmsOptions.PublishedPassword, Role.Admin) { FirstName = "Ada", LastName = "Admin", Category = "staff" },
        new("librarian1", "librarian123", Role.Librarian) { FirstName = "Libby", LastName = "Desk", Category = "staff" },
        new("member1", "member123", Role.Member) { FirstName = "Mary", LastName = "Reader", Category = "adult" },
        new("member2", "member123", Role.Member) { FirstName = "Tom", LastName = "Student", Category = "adult" },
        new("child1", "member123", Role.Member) { FirstName = "Kim", LastName = "Reader", Category = "child" },
    ];

    private static readonly (string Code, string Name)[] OtherBranches = [("EAST", "East branch"), ("CHILD", "Children's library")];

    /// <summary>Puts the demonstration library into a database without accounts.</summary>
    /// <returns>False where there are accounts already; nothing is changed then.</returns>
    public async Task<bool> PutInAsync(CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(cancellationToken))
            return false;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var codes = await db.Branches.Select(branch => branch.Code).ToListAsync(cancellationToken);
        db.Branches.AddRange(OtherBranches.Where(branch => !codes.Contains(branch.Code)).Select(branch => Branch.Open(branch.Code, branch.Name, "UTC", null)));
        await db.SaveChangesAsync(cancellationToken);

        foreach (var account in Accounts)
            await registration.RegisterAsync(account, cancellationToken);
        await CatalogueAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task CatalogueAsync(CancellationToken cancellationToken)
    {
        var branches = await db.Branches.OrderBy(branch => branch.Id).Select(branch => branch.Id).ToListAsync(cancellationToken);
        var barcodes = new Queue<long>(await numbers.NextCopiesAsync(PublicDomainTitles.All.Count * 2, cancellationToken));
        foreach (var (index, title) in PublicDomainTitles.All.Index())
        {
            var book = Book.Catalogue(title, sharesIsbn: false, time.GetUtcNow());
            for (var copy = 0; copy < 2; copy++)
                book.AddCopy(Barcode.ForCopy(barcodes.Dequeue()), branches[(index + copy) % branches.Count]);
            db.Books.Add(book);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
