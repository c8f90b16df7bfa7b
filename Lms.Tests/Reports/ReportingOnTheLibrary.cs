using System.Text.Json;

namespace Lms.Tests.Reports;

/// <summary>What there is to know about the library as a whole.</summary>
public sealed class ReportingOnTheLibrary : LibraryTest
{
    private Shelved _book = null!;

    [SetUp]
    public async Task Shelve()
    {
        await Library.SetAsync(new { timeZone = "Australia/Brisbane" });
        _book = await Library.ShelveAsync(copies: 2);
    }

    [Test]
    public async Task Overdue_loans_are_listed_with_fine_days_and_how_to_reach_who_has_them()
    {
        await Library.RuleAsync(new { fineRate = 0.50, loanPeriod = 5, fineCapAtPrice = false });
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { phone = "555-0199" })).Expect(HttpStatusCode.OK);
        var loan = await LendAsync(_book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(4));
        await LendAsync(_book.Barcodes[1], Library.OtherMember);
        await Library.WaitAsync(TimeSpan.FromDays(4));

        var row = (await ReportAsync("overdues")).Json.EnumerateArray().Single();

        Assert.Multiple(async () =>
        {
            Assert.That((row.GetProperty("loanId").GetInt32(), row.GetProperty("daysOverdue").GetInt32(), row.GetProperty("fine").GetDecimal(), row.GetProperty("currency").GetString()), Is.EqualTo((loan.Id, 3, 1.50m, "EUR")));
            Assert.That((row.GetProperty("title").GetString(), row.GetProperty("copyBarcode").GetString(), row.GetProperty("cardNumber").GetString(), row.GetProperty("phone").GetString()), Is.EqualTo(("Frankenstein", _book.Barcode, Library.Member.CardNumber, "555-0199")));
            Assert.That((await ReportAsync("overdues?branchId=2147483647")).Json.GetArrayLength(), Is.Zero);
            Assert.That((await ReportAsync("overdues?dueFrom=2026-03-09T00:00:00Z")).Json.GetArrayLength(), Is.Zero);
            Assert.That((await ReportAsync("overdues?materialType=book&dueTo=2026-03-09T00:00:00Z")).Json.GetArrayLength(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Circulation_is_counted_by_days_of_the_librarys_time_zone_and_what_was_taken_back_does_not_count()
    {
        // In UTC it is the evening of the 2nd; in Brisbane the morning of the 3rd.
        var loan = await LendAsync(_book.Barcode, Library.Member);
        (await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew")).Expect(HttpStatusCode.OK);
        var mistake = await LendAsync(_book.Barcodes[1], Library.OtherMember);
        var row = (await Library.Librarian.GetAsync($"/transactions?loanId={mistake.Id}")).Json[0].GetProperty("id");
        (await Library.Librarian.PostAsync($"/transactions/{row}/undo")).Expect(HttpStatusCode.Created);
        await Library.WaitAsync(TimeSpan.FromHours(18));
        await ReturnAsync(_book.Barcode);
        await ReturnAsync(_book.Barcodes[1]);

        Assert.Multiple(async () =>
        {
            Assert.That(Counts(await ReportAsync("circulation"), "day"), Is.EqualTo([("2026-03-03", 1, 1, 0, 0), ("2026-03-04", 0, 0, 1, 1)]));
            Assert.That(Counts(await ReportAsync("circulation?from=2026-03-04&to=2026-03-04"), "day"), Is.EqualTo([("2026-03-04", 0, 0, 1, 1)]));
            Assert.That(Counts(await ReportAsync("circulation?by=materialType"), "materialType"), Is.EqualTo([("book", 1, 1, 1, 1)]));
            Assert.That((await ReportAsync("circulation?by=branch,category&patronCategoryId=2147483647")).Json.GetArrayLength(), Is.Zero);
        });
    }

    [Test]
    public async Task Statistics_are_the_same_before_and_after_the_users_were_forgotten()
    {
        foreach (var barcode in _book.Barcodes)
        {
            await LendAsync(barcode, Library.Member);
            await ReturnAsync(barcode);
        }

        const string Circulation = "circulation?by=day,branch,category,materialType&from=2026-03-01&to=2026-03-31";
        const string Popular = "popular?from=2026-03-01&to=2026-03-31";
        var (circulation, popular) = (await ReportAsync(Circulation), await ReportAsync(Popular));
        await Library.WaitAsync(TimeSpan.FromDays(1));
        await Library.DoChoresAsync();
        (await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}")).Expect(HttpStatusCode.NoContent);

        Assert.Multiple(async () =>
        {
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM loans WHERE user_id IS NOT NULL"), Is.Zero);
            Assert.That(circulation.Json[0].GetProperty("patronCategoryId").ValueKind, Is.EqualTo(JsonValueKind.Number));
            Assert.That((await ReportAsync(Circulation)).Text, Is.EqualTo(circulation.Text));
            Assert.That((await ReportAsync(Popular)).Text, Is.EqualTo(popular.Text));
        });
    }

    [Test]
    public async Task The_most_popular_book_comes_first_and_a_long_report_is_read_page_by_page()
    {
        var (never, once) = (await Library.ShelveAsync("Never"), await Library.ShelveAsync("Once"));
        var again = await Library.ShelveAsync("Once as well");
        foreach (var barcode in new[] { _book.Barcode, once.Barcode, _book.Barcode, again.Barcode })
        {
            await LendAsync(barcode, Library.Member);
            await ReturnAsync(barcode);
        }

        var read = new List<(string?, int)>();
        for (var next = "/reports/popular?limit=1&count=true"; next is not null;)
        {
            var page = (await Library.Librarian.GetAsync(next)).Expect(HttpStatusCode.OK);
            Assert.That(page.Headers.GetValues("X-Total-Count").Single(), Is.EqualTo("3"));
            read.AddRange(page.Json.EnumerateArray().Select(book => (book.GetProperty("title").GetString(), book.GetProperty("checkouts").GetInt32())));
            next = page.Next!;
        }

        Assert.That(read, Is.EqualTo([("Frankenstein", 2), ("Once as well", 1), ("Once", 1)]));
        Assert.That((await ReportAsync("popular")).Text, Does.Not.Contain($"\"bookId\":{never.BookId},"));
    }

    [Test]
    public async Task The_collection_is_counted_by_branch_kind_and_status_with_what_it_cost()
    {
        var copies = (await Library.Librarian.GetAsync($"/books/{_book.BookId}/copies?sort=id")).Json.EnumerateArray().Select(copy => copy.GetProperty("id").GetInt32()).ToList();
        foreach (var id in copies)
            (await Library.Librarian.PatchAsync($"/copies/{id}", new { price = 12.50 })).Expect(HttpStatusCode.OK);
        await Library.ShelveAsync("Without a price");
        (await Library.Librarian.PatchAsync($"/copies/{copies[0]}", new { status = "missing" })).Expect(HttpStatusCode.OK);

        var rows = (await ReportAsync("collection")).Json.EnumerateArray().Select(row => (
            row.GetProperty("materialType").GetString(), row.GetProperty("status").GetString(), row.GetProperty("copies").GetInt32(), row.GetProperty("books").GetInt32(), row.GetProperty("value").GetDecimal(), row.GetProperty("currency").GetString()));

        Assert.That(rows, Is.EquivalentTo([("book", "available", 2, 2, 12.50m, "EUR"), ("book", "missing", 1, 1, 12.50m, "EUR")]));
    }

    [Test]
    public async Task Debts_are_listed_greatest_first_with_the_fines_that_run_and_settled_accounts_are_not()
    {
        await Library.RuleAsync(new { fineRate = 0.50, loanPeriod = 5, fineCapAtPrice = false });
        await LendAsync(_book.Barcode, Library.Member);
        await ChargeAsync(Library.Member, 3.00m);
        await ChargeAsync(Library.OtherMember, 20.00m);
        await ChargeAsync(Library.Librarian, 5.00m);
        (await Library.Admin.PostAsync($"/users/{Library.Librarian.Id}/payments", new { amount = 5.00 })).Expect(HttpStatusCode.Created);
        await Library.WaitAsync(TimeSpan.FromDays(7));

        var rows = (await ReportAsync("debts")).Json.EnumerateArray().Select(row => (
            row.GetProperty("userId").GetInt32(), row.GetProperty("balance").GetDecimal(), row.GetProperty("runningFines").GetDecimal(), row.GetProperty("total").GetDecimal(), row.GetProperty("currency").GetString(), row.GetProperty("owedSince").GetString()));

        Assert.That(rows, Is.EqualTo([(Library.OtherMember.Id, 20.00m, 0m, 20.00m, "EUR", "2026-03-02T20:30:00Z"), (Library.Member.Id, 3.00m, 1.00m, 4.00m, "EUR", "2026-03-02T20:30:00Z")]));
    }

    [Test]
    public async Task The_hold_shelf_says_what_waits_for_whom_and_until_when()
    {
        await LendAsync(_book.Barcode, Library.OtherMember);
        await LendAsync(_book.Barcodes[1], Library.OtherMember);
        var hold = (await Library.Member.PostAsync("/holds", new { bookId = _book.BookId })).Expect(HttpStatusCode.Created).Id;
        var before = await ReportAsync("hold-shelf");
        await ReturnAsync(_book.Barcode);

        var row = (await ReportAsync("hold-shelf")).Json.EnumerateArray().Single();
        await Library.WaitAsync(TimeSpan.FromDays(10));

        Assert.Multiple(async () =>
        {
            Assert.That(before.Json.GetArrayLength(), Is.Zero);
            Assert.That((row.GetProperty("holdId").GetInt32(), row.GetProperty("userId").GetInt32(), row.GetProperty("copyBarcode").GetString(), row.GetProperty("pickupBy").GetString(), row.GetProperty("expired").GetBoolean()),
                Is.EqualTo((hold, Library.Member.Id, _book.Barcode, "2026-03-10T13:59:59Z", false)));
            Assert.That((await ReportAsync("hold-shelf")).Json[0].GetProperty("expired").GetBoolean(), Is.True, "Until somebody ends it, it lies there all the same.");
        });
    }

    [Test]
    public async Task A_report_as_CSV_is_the_whole_of_it_with_the_members_of_the_JSON_as_columns()
    {
        for (var reader = 0; reader < 3; reader++)
            await ChargeAsync(await Library.EnrolAsync($"reader{reader}"), reader + 1);

        var csv = await CsvAsync("debts?limit=1");

        var lines = csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Multiple(() =>
        {
            Assert.That(csv.MediaType, Is.EqualTo("text/csv"));
            Assert.That(lines[0], Is.EqualTo("userId,cardNumber,firstName,lastName,homeBranchId,balance,runningFines,total,currency,owedSince"));
            Assert.That(lines.Skip(1).Select(line => line.Split(',') is var cells ? (cells[2], cells[5], cells[8], cells[9]) : default),
                Is.EqualTo([("reader2", "3.00", "EUR", "2026-03-02T20:30:00Z"), ("reader1", "2.00", "EUR", "2026-03-02T20:30:00Z"), ("reader0", "1.00", "EUR", "2026-03-02T20:30:00Z")]));
            Assert.That(csv.Next, Is.Null);
        });
    }

    [TestCase("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\"")]
    [TestCase("+1+1", "\"'+1+1\"")]
    [TestCase("-2+3", "\"'-2+3\"")]
    [TestCase("@SUM(A1)", "\"'@SUM(A1)\"")]
    [TestCase("Smith, \"Jo\"", "\"Smith, \"\"Jo\"\"\"")]
    public async Task A_name_that_a_spreadsheet_would_take_for_a_formula_is_text(string name, string cell)
    {
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { lastName = name })).Expect(HttpStatusCode.OK);
        await ChargeAsync(Library.Member, 1);

        Assert.That((await CsvAsync("debts")).Text, Does.Contain($",member1,{cell},"));
    }

    [TestCase("overdues")]
    [TestCase("circulation")]
    [TestCase("popular")]
    [TestCase("collection?status=lost")]
    [TestCase("debts")]
    [TestCase("hold-shelf")]
    public async Task An_empty_report_is_an_empty_list_or_a_line_of_names(string report)
    {
        Assert.That((await ReportAsync(report)).Text, Is.EqualTo("[]"));
        Assert.That((await CsvAsync(report)).Text.Split("\r\n"), Has.Length.EqualTo(2).And.ItemAt(1).Empty);
    }

    [TestCase("circulation?by=colour", "by")]
    [TestCase("circulation?by=day,day", "by")]
    [TestCase("circulation?from=2026-03-05&to=2026-03-04", "from")]
    [TestCase("circulation?from=2025-03-01&to=2026-03-02", "from")]
    [TestCase("popular?from=0001-01-01", "from")]
    [TestCase("popular?sort=colour", "sort")]
    [TestCase("collection?status=eaten", "status")]
    public async Task A_question_that_makes_no_sense_is_refused_by_name(string report, string member)
    {
        Assert.That((await Library.Librarian.GetAsync($"/reports/{report}")).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo([member]));
        var csv = await Library.Librarian.SendAsync(HttpMethod.Get, $"/reports/{report}", null, ("Accept", "text/csv"));
        Assert.That((csv.Status, csv.MediaType), Is.EqualTo((HttpStatusCode.BadRequest, "application/problem+json")));
    }

    private async Task<Reply> ReportAsync(string report) => (await Library.Librarian.GetAsync($"/reports/{report}")).Expect(HttpStatusCode.OK);

    private async Task<Reply> CsvAsync(string report) => (await Library.Librarian.SendAsync(HttpMethod.Get, $"/reports/{report}", null, ("Accept", "text/csv"))).Expect(HttpStatusCode.OK);

    private async Task<Reply> LendAsync(string copyBarcode, Visitor to) => (await Library.Librarian.PostAsync("/loans", new { copyBarcode, userId = to.Id })).Expect(HttpStatusCode.Created);

    private async Task ReturnAsync(string copyBarcode) => (await Library.Librarian.PostAsync("/returns", new { copyBarcode })).Expect(HttpStatusCode.OK);

    private async Task ChargeAsync(Visitor user, decimal amount) => (await Library.Admin.PostAsync($"/users/{user.Id}/charges", new { amount })).Expect(HttpStatusCode.Created);

    private static IEnumerable<(string?, int, int, int, int)> Counts(Reply report, string by) => report.Json.EnumerateArray().Select(row => (
        row.GetProperty(by).GetString(), row.GetProperty("checkouts").GetInt32(), row.GetProperty("renewals").GetInt32(), row.GetProperty("returns").GetInt32(), row.GetProperty("inHouseUses").GetInt32()));
}
