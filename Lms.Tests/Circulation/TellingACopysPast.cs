namespace Lms.Tests.Circulation;

public sealed class TellingACopysPast : DeskTest
{
    [Test]
    public async Task From_the_ledger_alone_the_state_of_a_copy_at_any_past_moment_can_be_told()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync();
        var id = (await CopyAsync(book.Barcode)).Id;
        await Library.WaitAsync(TimeSpan.FromHours(1));
        var loan = await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromHours(1));
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, branchId = east })).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromHours(1));
        await TakeBackAsync(book.Barcode);
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, branchId = 1 })).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromHours(1));
        await MarkAsync(book.Barcode, "missing");

        var moments = new List<string?>();
        for (var half = 1; half < 10; half += 2)
            moments.Add((await Library.Librarian.GetAsync($"/copies/{id}/history?at={Library.Opening.AddMinutes(30 * half):yyyy-MM-ddTHH:mm:ssZ}")).Expect(HttpStatusCode.OK).Json[0].GetProperty("status").GetString());

        Assert.That(moments, Is.EqualTo(["available", "onLoan", "inTransit", "available", "missing"]));
        var borrowed = (await Library.Librarian.GetAsync($"/copies/{id}/history?at=2026-03-02T22:00:00Z")).Json[0];
        Assert.That((borrowed.GetProperty("loanId").GetInt32(), borrowed.GetProperty("userId").GetInt32()), Is.EqualTo((loan.Id, Library.Member.Id)));
    }

    [Test]
    public async Task A_copy_that_was_never_touched_has_always_stood_on_its_shelf()
    {
        var id = (await CopyAsync((await Library.ShelveAsync()).Barcode)).Id;

        Assert.That((await Library.Librarian.GetAsync($"/copies/{id}/history")).Expect(HttpStatusCode.OK).Text, Is.EqualTo("[]"));
        var state = (await Library.Librarian.GetAsync($"/copies/{id}/history?at=2020-01-01T00:00:00Z")).Json[0];
        Assert.That((state.GetProperty("status").GetString(), state.GetProperty("branchId").GetInt32()), Is.EqualTo(("available", await Library.ScalarAsync<int>("SELECT min(id) FROM branches"))));
    }

    [Test]
    public async Task A_copys_past_is_told_newest_first_to_staff_alone()
    {
        var book = await Library.ShelveAsync();
        var id = (await CopyAsync(book.Barcode)).Id;
        await LendAsync(book.Barcode, Library.Member);
        await TakeBackAsync(book.Barcode);

        var past = (await Library.Librarian.GetAsync($"/copies/{id}/history")).Json.EnumerateArray().Select(state => state.GetProperty("type").GetString());

        Assert.That(past, Is.EqualTo(["return", "checkout"]));
        Assert.That((await Library.Member.GetAsync($"/copies/{id}/history")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await Library.Librarian.GetAsync("/copies/9999/history")).Code, Is.EqualTo("copy-not-found"));
    }

    [Test]
    public async Task A_copy_that_came_through_the_book_drop_before_its_loan_was_renewed_has_been_back_since()
    {
        var book = await Library.ShelveAsync();
        var id = (await CopyAsync(book.Barcode)).Id;
        var loan = await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromHours(2));
        (await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew", new { dueAt = "2026-06-01T00:00:00Z" })).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromHours(2));
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = Library.Opening.AddHours(1) })).Expect(HttpStatusCode.OK);

        var moments = new List<string?>();
        foreach (var minutes in (int[])[30, 90, 150, 240])
            moments.Add((await Library.Librarian.GetAsync($"/copies/{id}/history?at={Library.Opening.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ssZ}")).Expect(HttpStatusCode.OK).Json[0].GetProperty("status").GetString());

        Assert.That(moments, Is.EqualTo(["onLoan", "available", "available", "available"]));
    }
}
