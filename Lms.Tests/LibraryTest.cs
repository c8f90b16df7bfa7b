namespace Lms.Tests;

/// <summary>A test that has a whole library to itself.</summary>
public abstract class LibraryTest
{
    protected Library Library { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Rent() => Library = await TestDatabase.RentAsync();

    [SetUp]
    public Task Reopen() => Library.ReopenAsync();

    [OneTimeTearDown]
    public void GiveBack() => TestDatabase.GiveBack(Library);
}
