using Lms.Application.Catalog;
using Lms.Application.Identity;
using Lms.Domain.Catalog;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;
using Lms.Infrastructure.Demo;
using Lms.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Lms.Infrastructure.Identity;

/// <summary>Sees to it that a library has an administrator, and that outside a demonstration no published password opens it.</summary>
public sealed partial class FirstAdministrator(LmsDbContext db, Registration registration, UserManager<User> users, IConfiguration configuration, IOptions<LmsOptions> options, ILogger<FirstAdministrator> logger)
{
    private const string PublishedDatabasePassword = "lms_password";

    /// <summary>Creates the first administrator where there is none, from the settings.</summary>
    /// <exception cref="UnsafeInstallationException">A published password is in use and this is no demonstration.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (!await db.Users.AnyAsync(user => user.Role == Role.Admin, cancellationToken))
        {
            if (settings is { AdminUsername: { } username, AdminPassword: { } password })
                await registration.RegisterAsync(new NewAccount(username, password, Role.Admin), cancellationToken);
            else
                NobodyCanSignIn();
        }

        if (!settings.Demo)
            await RefusePublishedPasswordsAsync(cancellationToken);
    }

    /// <summary>Looks for published passwords.</summary>
    /// <exception cref="UnsafeInstallationException">There is one.</exception>
    public async Task RefusePublishedPasswordsAsync(CancellationToken cancellationToken)
    {
        if (new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(DependencyInjection.ConnectionName)).Password == PublishedDatabasePassword)
            throw new UnsafeInstallationException("The database password is the published one. Choose another (ALTER ROLE … PASSWORD …) and set it in ConnectionStrings__Lms, or set Lms__Demo=true for a demonstration.");

        foreach (var published in DemonstrationLibrary.Accounts)
        {
            var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedUserName == users.NormalizeName(published.Username), cancellationToken);
            if (account is not null && await users.CheckPasswordAsync(account, published.Password))
                throw new UnsafeInstallationException($"The account {account.UserName} has the published password. Start once with Lms__Demo=true and change it, or delete the account.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "There is no administrator, so nobody can work here. Set Lms__AdminUsername and Lms__AdminPassword and start again.")]
    private partial void NobodyCanSignIn();
}

/// <summary>The installation would be open to everybody who reads the documentation.</summary>
public sealed class UnsafeInstallationException(string message) : Exception(message);

/// <summary>An account to open.</summary>
/// <param name="Username">The user name.</param>
/// <param name="Password">The password.</param>
/// <param name="Role">What the user may do.</param>
public sealed record NewAccount(string Username, string Password, Role Role)
{
    /// <summary>The first name; null where it is not recorded.</summary>
    public string? FirstName { get; init; }

    /// <summary>The last name; null where it is not recorded.</summary>
    public string? LastName { get; init; }

    /// <summary>The patron category's code; null for the first one.</summary>
    public string? Category { get; init; }
}

/// <summary>Opens accounts at set-up, before there is anybody to ask for them.</summary>
public sealed class Registration(LmsDbContext db, UserManager<User> users, IRunningNumbers numbers, TimeProvider time)
{
    /// <summary>Opens an account and saves it.</summary>
    public async Task<User> RegisterAsync(NewAccount account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var category = await db.PatronCategories.OrderBy(category => category.Id).FirstAsync(category => account.Category == null || category.Code == account.Category, cancellationToken);
        var patron = Patron.Enrol(new PatronDescription
        {
            FirstName = account.FirstName,
            LastName = account.LastName,
            CardNumber = Barcode.ForCard(await numbers.NextCardAsync(cancellationToken)),
            PatronCategoryId = category.Id,
            HomeBranchId = await db.Branches.OrderBy(branch => branch.Id).Select(branch => branch.Id).FirstAsync(cancellationToken),
            ExpiresOn = category.ExpiryMonths is { } months ? DateOnly.FromDateTime(now.UtcDateTime).AddMonths(months) : null,
        });
        var user = User.Register(account.Username, null, account.Role, patron, now);
        user.NormalizedUserName = users.NormalizeName(user.UserName);
        user.PasswordHash = users.PasswordHasher.HashPassword(user, account.Password);
        db.Users.Add(user);
        await db.SaveChangesAsync(cancellationToken);
        return user;
    }
}
