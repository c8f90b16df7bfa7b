using System.Text.Json;

namespace Lms.Tests.Accounts;

/// <summary>A library that lends for 21 days and fines 0.50 a day, whatever a copy costs.</summary>
public abstract class AccountTest : LibraryTest
{
    [SetUp]
    public Task Fine() => Library.RuleAsync(new { fineRate = 0.50, fineCapAtPrice = false });

    /// <summary>Lends a copy to the member, or to somebody else, and answers the loan's id.</summary>
    protected async Task<int> LendAsync(Shelved book, Visitor? to = null) =>
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = (to ?? Library.Member).Id })).Expect(HttpStatusCode.Created).Id;

    /// <summary>Lets the loan that is made now be overdue for some days; the library opens early in the morning, and loans are due at midnight.</summary>
    protected Task OverdueAsync(int days) => Library.WaitAsync(TimeSpan.FromDays(21 + days));

    protected async Task<Reply> ReturnAsync(Shelved book) =>
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);

    protected async Task PriceAsync(Shelved book, decimal price)
    {
        var copies = await Library.Librarian.GetAsync($"/copies?barcode={book.Barcode}");
        (await Library.Librarian.PatchAsync($"/copies/{copies.Json[0].GetProperty("id")}", new { price })).Expect(HttpStatusCode.OK);
    }

    /// <summary>Writes into the member's account, or somebody else's, and answers the entry's id.</summary>
    protected async Task<int> WriteAsync(string kind, object fields, Visitor? of = null) =>
        (await Library.Librarian.PostAsync($"/users/{(of ?? Library.Member).Id}/{kind}", fields)).Expect(HttpStatusCode.Created).Id;

    protected async Task<JsonElement> AccountAsync(Visitor? of = null) =>
        (await Library.Librarian.GetAsync($"/users/{(of ?? Library.Member).Id}/account")).Expect(HttpStatusCode.OK).Json;

    protected async Task<decimal> BalanceAsync(Visitor? of = null) => (await AccountAsync(of)).GetProperty("balance").GetDecimal();

    /// <summary>What every entry adds and what is open of it, the oldest first.</summary>
    protected async Task<IEnumerable<(string? Type, decimal Amount, decimal Open)>> EntriesAsync(Visitor? of = null) =>
        (await AccountAsync(of)).GetProperty("entries").EnumerateArray().Reverse()
            .Select(entry => (entry.GetProperty("type").GetString(), entry.GetProperty("amount").GetDecimal(), entry.GetProperty("open").GetDecimal()));

    /// <summary>What each entry of a kind of return receipt is for, and how much.</summary>
    protected static IEnumerable<(string? Reason, decimal Amount)> ChargesOf(Reply receipt) =>
        receipt.Json.GetProperty("charges").EnumerateArray().Select(entry => (entry.GetProperty("reason").GetString(), entry.GetProperty("amount").GetDecimal()));
}
