using System.Text.Json;
using Microsoft.Playwright;

namespace Lms.Tests.Guides;

/// <summary>Swagger UI teaches: whoever signs in there can try every call, in a real browser.</summary>
public sealed class TryingSwagger
{
    private const string Picture = "docs/guides/swagger.png";

    [Test, CancelAfter(240_000)]
    public async Task A_book_is_catalogued_lent_and_seen_in_the_ledger()
    {
        await using var library = await Library.OpenAsync(await TestDatabase.CloneAsync());
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        await page.GotoAsync($"{library.Address}swagger");

        await page.Locator(".btn.authorize").First.ClickAsync();
        await page.Locator("#oauth_username").FillAsync("librarian1");
        await page.Locator("#oauth_password").FillAsync("librarian123");
        await page.Locator(".modal-btn.authorize").ClickAsync();
        await Assertions.Expect(page.Locator(".auth-container")).ToContainTextAsync("Authorized");
        await page.Locator(".btn-done").ClickAsync();

        var book = await ExecuteAsync(page, "Books_Create", 201, """{"title":"The Watsons","author":"Jane Austen"}""");
        var loan = await ExecuteAsync(page, "Loans_CheckOut", 201, $$"""{"bookId":{{book.GetProperty("id")}},"userId":3}""");
        var ledger = await ExecuteAsync(page, "Transactions_List", 200);

        Assert.That(ledger[0].GetProperty("loanId").GetInt32(), Is.EqualTo(loan.GetProperty("id").GetInt32()));
        Assert.That(ledger[0].GetProperty("type").GetString(), Is.EqualTo("checkout"));
        if (Environment.GetEnvironmentVariable("LMS_ACCEPT") is { Length: > 0 })
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(SourceTree.Root, Picture) });
        Assert.That(File.Exists(Path.Combine(SourceTree.Root, Picture)));
    }

    [Test, CancelAfter(240_000)]
    public async Task What_stands_in_a_form_before_anybody_types_can_be_sent_as_it_is()
    {
        await using var library = await Library.OpenAsync(await TestDatabase.CloneAsync());
        await using var browser = await Browser.OpenAsync();
        await browser.Page.GotoAsync($"{library.Address}swagger");

        await OpenAsync(browser.Page, "Books_Create");
        var shown = JsonDocument.Parse(await browser.Page.Locator(".opblock.is-open textarea.body-param__text").InputValueAsync()).RootElement;

        var session = await new Visitor(library.Address, 0, null).FormAsync("/auth/login", ("username", "librarian1"), ("password", "librarian123"));
        var answer = await new Visitor(library.Address, 0, session["access_token"]).PostAsync("/books", shown);
        Assert.That(answer.Expect(HttpStatusCode.Created)["title"], Is.EqualTo(shown.GetProperty("title").GetString()));
    }

    /// <summary>Tries an operation, and answers what the page shows of the answer.</summary>
    private static async Task<JsonElement> ExecuteAsync(IPage page, string operation, int status, string? body = null)
    {
        var block = await OpenAsync(page, operation);
        if (body is not null)
            await block.Locator("textarea.body-param__text").FillAsync(body);
        var answering = page.WaitForResponseAsync(answer => !answer.Url.Contains("/swagger", StringComparison.Ordinal));
        await block.Locator("button.execute").ClickAsync();
        var answer = await answering;
        await Assertions.Expect(block.Locator(".live-responses-table tbody .response-col_status").First).ToContainTextAsync($"{status}");
        await block.Locator(".live-responses-table").First.ScrollIntoViewIfNeededAsync();
        return JsonSerializer.Deserialize<JsonElement>(await answer.TextAsync());
    }

    private static async Task<ILocator> OpenAsync(IPage page, string operation)
    {
        var block = page.Locator($"[id$='-{operation}']");
        await block.Locator(".opblock-summary-control").ClickAsync();
        await block.Locator("button.try-out__btn").ClickAsync();
        return block;
    }
}
