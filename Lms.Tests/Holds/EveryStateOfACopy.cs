namespace Lms.Tests.Holds;

/// <summary>
/// What happens to a copy in every state in which somebody can meet it. The owner is for whom it was found, the waiter waits for it, the
/// other does neither. The copy belongs to MAIN, where the waiter picks up; the owner of a copy in transit for pickup does so at EAST.
/// </summary>
public sealed class EveryStateOfACopy : HoldTest
{
    private Shelved _book = null!;
    private int _main, _east;
    private int? _owners, _waiters;

    private Visitor Owner => Library.Member;

    private Visitor Waiter => Library.OtherMember;

    [TestCase("shelf", false, "request", "available")]
    [TestCase("shelf", false, "other borrows", "onLoan")]
    [TestCase("shelf", false, "check in at main", "available")]
    [TestCase("shelf", false, "check in at east", "inTransit")]
    [TestCase("shelf", true, "request", "available, waiter waiting")]
    [TestCase("shelf", true, "waiter cancels", "available, waiter cancelled")]
    [TestCase("shelf", true, "waiter borrows", "onLoan, waiter fulfilled")]
    [TestCase("shelf", true, "other borrows", "needed-for-holds")]
    [TestCase("shelf", true, "check in at main", "onHoldShelf, waiter ready")]
    [TestCase("shelf", true, "check in at east", "inTransit, waiter inTransit")]
    [TestCase("shelf", true, "waiter picks up at east", "available, waiter waiting")]
    [TestCase("shelf", true, "waiter moves first", "available, waiter waiting")]
    [TestCase("desk", false, "request", "onHoldShelf, owner ready")]
    [TestCase("desk", false, "owner cancels", "available, owner cancelled")]
    [TestCase("desk", false, "owner borrows", "onLoan, owner fulfilled")]
    [TestCase("desk", false, "other borrows", "held-for-another")]
    [TestCase("desk", false, "check in at main", "onHoldShelf, owner ready")]
    [TestCase("desk", false, "check in at east", "inTransit, owner inTransit")]
    [TestCase("desk", false, "owner picks up at east", "on-hold-shelf")]
    [TestCase("desk", false, "owner moves first", "hold-filled")]
    [TestCase("desk", true, "request", "onHoldShelf, owner ready, waiter waiting")]
    [TestCase("desk", true, "owner cancels", "onHoldShelf, owner cancelled, waiter ready")]
    [TestCase("desk", true, "waiter cancels", "onHoldShelf, owner ready, waiter cancelled")]
    [TestCase("desk", true, "owner borrows", "onLoan, owner fulfilled, waiter waiting")]
    [TestCase("desk", true, "waiter borrows", "held-for-another")]
    [TestCase("desk", true, "check in at main", "onHoldShelf, owner ready, waiter waiting")]
    [TestCase("desk", true, "check in at east", "inTransit, owner inTransit, waiter waiting")]
    [TestCase("desk", true, "waiter picks up at east", "onHoldShelf, owner ready, waiter waiting")]
    [TestCase("desk", true, "waiter moves first", "onHoldShelf, owner ready, waiter waiting")]
    [TestCase("loan", false, "request", "onLoan")]
    [TestCase("loan", false, "other borrows", "copy-on-loan")]
    [TestCase("loan", false, "check in at main", "available")]
    [TestCase("loan", false, "check in at east", "inTransit")]
    [TestCase("loan", true, "request", "onLoan, waiter waiting")]
    [TestCase("loan", true, "waiter cancels", "onLoan, waiter cancelled")]
    [TestCase("loan", true, "waiter borrows", "copy-on-loan")]
    [TestCase("loan", true, "check in at main", "onHoldShelf, waiter ready")]
    [TestCase("loan", true, "check in at east", "inTransit, waiter inTransit")]
    [TestCase("loan", true, "waiter picks up at east", "onLoan, waiter waiting")]
    [TestCase("loan", true, "waiter moves first", "onLoan, waiter waiting")]
    [TestCase("transit for pickup", false, "request", "inTransit, owner inTransit")]
    [TestCase("transit for pickup", false, "owner cancels", "inTransit, owner cancelled")]
    [TestCase("transit for pickup", false, "owner borrows", "onLoan, owner fulfilled")]
    [TestCase("transit for pickup", false, "other borrows", "held-for-another")]
    [TestCase("transit for pickup", false, "check in at main", "inTransit, owner inTransit")]
    [TestCase("transit for pickup", false, "check in at east", "onHoldShelf, owner ready")]
    [TestCase("transit for pickup", false, "owner picks up at main", "inTransit, owner inTransit")]
    [TestCase("transit for pickup", false, "owner moves first", "hold-filled")]
    [TestCase("transit for pickup", true, "request", "inTransit, owner inTransit, waiter waiting")]
    [TestCase("transit for pickup", true, "owner cancels", "inTransit, owner cancelled, waiter waiting")]
    [TestCase("transit for pickup", true, "waiter cancels", "inTransit, owner inTransit, waiter cancelled")]
    [TestCase("transit for pickup", true, "owner borrows", "onLoan, owner fulfilled, waiter waiting")]
    [TestCase("transit for pickup", true, "waiter borrows", "held-for-another")]
    [TestCase("transit for pickup", true, "check in at main", "inTransit, owner inTransit, waiter waiting")]
    [TestCase("transit for pickup", true, "check in at east", "onHoldShelf, owner ready, waiter waiting")]
    [TestCase("transit for pickup", true, "waiter picks up at east", "inTransit, owner inTransit, waiter waiting")]
    [TestCase("transit for pickup", true, "waiter moves first", "inTransit, owner inTransit, waiter waiting")]
    [TestCase("transit home", false, "request", "inTransit")]
    [TestCase("transit home", false, "other borrows", "onLoan")]
    [TestCase("transit home", false, "check in at main", "available")]
    [TestCase("transit home", false, "check in at east", "inTransit")]
    [TestCase("transit home", true, "request", "inTransit, waiter waiting")]
    [TestCase("transit home", true, "waiter cancels", "inTransit, waiter cancelled")]
    [TestCase("transit home", true, "waiter borrows", "onLoan, waiter fulfilled")]
    [TestCase("transit home", true, "other borrows", "needed-for-holds")]
    [TestCase("transit home", true, "check in at main", "onHoldShelf, waiter ready")]
    [TestCase("transit home", true, "check in at east", "inTransit, waiter inTransit")]
    [TestCase("transit home", true, "waiter picks up at east", "inTransit, waiter waiting")]
    [TestCase("transit home", true, "waiter moves first", "inTransit, waiter waiting")]
    public async Task It_goes_where_it_should(string state, bool somebodyWaits, string act, string outcome)
    {
        await BringAboutAsync(state, somebodyWaits);
        var before = await DescribeAsync();

        var answer = await ActAsync(act);

        if (answer.Status is HttpStatusCode.Conflict)
        {
            Assert.That(answer.Code is "refused" ? answer.Blocks : [answer.Code], Is.EqualTo([outcome]));
            Assert.That(await DescribeAsync(), Is.EqualTo(before), "a refusal changes nothing");
        }
        else
        {
            Assert.That((int)answer.Status, Is.InRange(200, 204), answer.Text);
            Assert.That(await DescribeAsync(), Is.EqualTo(outcome));
        }

        await EverythingAgreesAsync();
    }

    private async Task BringAboutAsync(string state, bool somebodyWaits)
    {
        (_main, _east) = (await MainAsync(), await Library.OpenBranchAsync("EAST"));
        (_owners, _waiters) = (null, null);
        _book = await Library.ShelveAsync();
        if (state != "shelf")
            await LendAsync(_book.Barcode, Library.Librarian);
        if (state is "desk" or "transit for pickup")
            _owners = await PlaceAsync(Owner, _book.BookId, state == "desk" ? _main : _east);
        if (state is "desk" or "transit for pickup")
            await ReturnAsync(_book.Barcode, _main);
        if (state is "transit home")
            await ReturnAsync(_book.Barcode, _east);
        if (somebodyWaits)
            _waiters = await PlaceAsync(Waiter, _book.BookId, _main);
    }

    private async Task<Reply> ActAsync(string act)
    {
        var (who, what) = (act.Split(' ')[0], act[(act.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var (visitor, hold) = who switch { "owner" => (Owner, _owners), "waiter" => (Waiter, _waiters), _ => (await Library.EnrolAsync("other"), null) };
        return what switch
        {
            _ when act == "request" => await visitor.PostAsync("/holds", new { bookId = _book.BookId }),
            "cancels" => await visitor.DeleteAsync($"/holds/{hold}"),
            "borrows" => await Library.Librarian.PostAsync("/loans", new { copyBarcode = _book.Barcode, userId = visitor.Id }),
            "in at main" => await Library.Librarian.PostAsync("/returns", new { copyBarcode = _book.Barcode, branchId = _main }),
            "in at east" => await Library.Librarian.PostAsync("/returns", new { copyBarcode = _book.Barcode, branchId = _east }),
            "picks up at main" => await visitor.PatchAsync($"/holds/{hold}", new { pickupBranchId = _main }),
            "picks up at east" => await visitor.PatchAsync($"/holds/{hold}", new { pickupBranchId = _east }),
            "moves first" => await Library.Librarian.PostAsync($"/holds/{hold}/move", new { position = 1 }),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Nobody does that."),
        };
    }

    private async Task<string> DescribeAsync()
    {
        var words = new List<string?> { await CopyStatusAsync(_book.Barcode) };
        if (_owners is { } owners)
            words.Add($"owner {await StatusAsync(owners)}");
        if (_waiters is { } waiters)
            words.Add($"waiter {await StatusAsync(waiters)}");
        return string.Join(", ", words);
    }

    private async Task EverythingAgreesAsync()
    {
        var (_, positions) = await QueueAsync(_book.BookId);
        Assert.Multiple(async () =>
        {
            Assert.That(positions, Is.EqualTo(Enumerable.Range(1, positions.Length)));
            Assert.That(await Library.ScalarAsync<bool>("SELECT (status = 'inTransit') = EXISTS (SELECT FROM transfers WHERE copy_id = copies.id AND ended_at IS NULL) FROM copies"), "a copy is in transit while it has a way to go");
            Assert.That(await Library.ScalarAsync<bool>("SELECT (status = 'onHoldShelf') = EXISTS (SELECT FROM holds WHERE filled_by_copy_id = copies.id AND status = 'ready') FROM copies"), "a copy is on the hold shelf while a hold is ready");
            Assert.That(await Library.ScalarAsync<bool>("SELECT (status = 'onLoan') = EXISTS (SELECT FROM loans WHERE copy_id = copies.id AND returned_at IS NULL) FROM copies"), "a copy is on loan while a loan is open");
            Assert.That(await Library.ScalarAsync<bool>("SELECT coalesce((SELECT copy_status FROM transactions WHERE copy_id = copies.id AND copy_status IS NOT NULL ORDER BY id DESC LIMIT 1), 'available') = status FROM copies"), "the ledger tells where the copy is");
            Assert.That(await Library.ScalarAsync<bool>("SELECT NOT EXISTS (SELECT FROM transfers JOIN holds ON holds.id = hold_id WHERE transfers.ended_at IS NULL AND (holds.status <> 'inTransit' OR to_branch_id <> pickup_branch_id))"), "a copy travels to where it is picked up");
        });
    }
}
