namespace Lms.Tests;

/// <summary>Tests that only look at a library: it is filled once for all of them.</summary>
public abstract class SharedLibraryTest
{
    protected Library Library { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Rent()
    {
        Library = await TestDatabase.RentAsync();
        await Library.ReopenAsync();
        await FillAsync();
        await Library.DoChoresAsync();
    }

    [OneTimeTearDown]
    public void GiveBack() => TestDatabase.GiveBack(Library);

    /// <summary>Puts in all that the tests look for.</summary>
    protected abstract Task FillAsync();
}
