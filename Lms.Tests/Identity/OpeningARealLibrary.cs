using Lms.Infrastructure.Demo;
using Lms.Infrastructure.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Identity;

public sealed class OpeningARealLibrary : LibraryTest
{
    private static IEnumerable<string> Published => DemonstrationLibrary.Accounts.Select(account => account.Username);

    [TestCaseSource(nameof(Published))]
    public async Task Nobody_s_published_password_is_good_enough(string username)
    {
        await DismissEverybodyAsync();
        await using var scope = Library.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Registration>().RegisterAsync(DemonstrationLibrary.Accounts.Single(account => account.Username == username), CancellationToken.None);

        var refused = Assert.ThrowsAsync<UnsafeInstallationException>(CheckAsync)!;

        Assert.That(refused.Message, Does.Contain($"The account {username} has the published password"));
    }

    [Test]
    public async Task A_password_of_one_s_own_is()
    {
        await DismissEverybodyAsync();
        await Library.EnrolAsync("librarian1", Domain.Identity.Role.Librarian);

        Assert.DoesNotThrowAsync(CheckAsync);
    }

    private Task DismissEverybodyAsync() => TestDatabase.ExecuteAsync(Library.ConnectionString, "DELETE FROM users");

    private async Task CheckAsync()
    {
        await using var scope = Library.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().RefusePublishedPasswordsAsync(CancellationToken.None);
    }
}
