namespace Lms.Tests.Accounts;

public sealed class AnsweringForSomebody : AccountTest
{
    private Visitor Child => Library.Member;

    private Visitor Parent => Library.OtherMember;

    [TestCase(true, 4.99, false)]
    [TestCase(true, 5.00, true)]
    [TestCase(false, 5.00, false)]
    public async Task Debts_of_the_guaranteed_count_against_the_guarantors_limit_where_the_setting_says_so(bool count, decimal debt, bool blocked)
    {
        await Library.SetAsync(new { debtLimit = 5.00, guaranteedDebtsCount = count });
        await GuaranteeAsync(Child, Parent);
        await WriteAsync("charges", new { amount = debt }, Child);

        var loan = await TryToLendAsync(Parent);

        Assert.That(loan.Status, Is.EqualTo(blocked ? HttpStatusCode.Conflict : HttpStatusCode.Created));
        if (blocked)
            Assert.That(loan.Blocks, Is.EqualTo(new[] { "debt-limit" }));
    }

    [Test]
    public async Task Fines_of_the_guaranteed_count_while_they_run()
    {
        await Library.SetAsync(new { debtLimit = 1.00 });
        await GuaranteeAsync(Child, Parent);
        await LendAsync(await Library.ShelveAsync(), Child);
        await OverdueAsync(days: 1);
        Assert.That((await TryToLendAsync(Parent)).Status, Is.EqualTo(HttpStatusCode.Created));

        await Library.WaitAsync(TimeSpan.FromDays(1));

        Assert.That((await TryToLendAsync(Parent)).Blocks, Is.EqualTo(new[] { "debt-limit" }));
    }

    [Test]
    public async Task What_one_child_has_to_their_credit_does_not_pay_for_another()
    {
        var sibling = await Library.EnrolAsync("sibling");
        await Library.SetAsync(new { debtLimit = 5.00 });
        await GuaranteeAsync(Child, Parent);
        await GuaranteeAsync(sibling, Parent);
        await WriteAsync("charges", new { amount = 5 }, Child);
        await WriteAsync("payments", new { amount = 50 }, sibling);

        Assert.That((await TryToLendAsync(Parent)).Blocks, Is.EqualTo(new[] { "debt-limit" }));
    }

    [Test]
    public async Task The_debts_of_the_guarantor_do_not_count_against_the_guaranteed()
    {
        await Library.SetAsync(new { debtLimit = 5.00 });
        await GuaranteeAsync(Child, Parent);
        await WriteAsync("charges", new { amount = 50 }, Parent);

        Assert.That((await TryToLendAsync(Child)).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_guarantor_cannot_be_deleted_while_they_guarantee()
    {
        await GuaranteeAsync(Child, Parent);

        var refused = await Library.Librarian.DeleteAsync($"/users/{Parent.Id}");
        (await Library.Librarian.PatchAsync($"/users/{Child.Id}", new { guarantorId = (int?)null })).Expect(HttpStatusCode.OK);
        var gone = await Library.Librarian.DeleteAsync($"/users/{Parent.Id}");

        Assert.That((refused.Status, refused.Code, gone.Status), Is.EqualTo((HttpStatusCode.Conflict, "user-guarantees", HttpStatusCode.NoContent)));
    }

    [Test]
    public async Task Nobody_answers_for_themselves_directly_or_through_others()
    {
        var grandparent = await Library.EnrolAsync("grandparent");
        await GuaranteeAsync(Child, Parent);
        await GuaranteeAsync(Parent, grandparent);

        var self = await Library.Librarian.PatchAsync($"/users/{Child.Id}", new { guarantorId = Child.Id });
        var mutual = await Library.Librarian.PatchAsync($"/users/{Parent.Id}", new { guarantorId = Child.Id });
        var circle = await Library.Librarian.PatchAsync($"/users/{grandparent.Id}", new { guarantorId = Child.Id });
        var nobody = await Library.Librarian.PatchAsync($"/users/{Child.Id}", new { guarantorId = 99999 });

        foreach (var refused in new[] { self, mutual, circle, nobody })
            Assert.That(refused.Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["guarantorId"]));
    }

    [Test, CancelAfter(60_000)]
    public async Task Of_two_who_would_answer_for_each_other_at_once_one_does()
    {
        await using var writes = await Library.HoldBackWritesToAsync("patrons");
        Task<Reply>[] both =
        [
            Library.Librarian.PatchAsync($"/users/{Child.Id}", new { guarantorId = Parent.Id }),
            Library.Admin.PatchAsync($"/users/{Parent.Id}", new { guarantorId = Child.Id }),
        ];
        await writes.ReleaseOnceAsync(waiting: 2);

        Assert.That((await Task.WhenAll(both)).Select(answer => answer.Status), Is.EquivalentTo(new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest }));
    }

    [Test]
    public async Task A_user_with_debts_or_credit_cannot_be_deleted_and_a_settled_one_can()
    {
        await WriteAsync("charges", new { amount = 5 });
        var indebted = await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}");
        await WriteAsync("payments", new { amount = 6 });
        var inCredit = await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}");
        await WriteAsync("refunds", new { amount = 1 });
        var settled = await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}");

        Assert.That((indebted.Status, indebted.Code), Is.EqualTo((HttpStatusCode.Conflict, "user-has-debts")));
        Assert.That((inCredit.Status, inCredit.Code), Is.EqualTo((HttpStatusCode.Conflict, "user-has-credit")));
        Assert.That(settled.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await Library.ScalarAsync<decimal>("SELECT sum(amount) FROM account_entries WHERE user_id IS NULL"), Is.Zero);
    }

    [Test]
    public async Task A_user_whose_lost_copy_was_paid_for_can_be_deleted_and_one_who_claims_a_return_cannot()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await Library.Librarian.PostAsync($"/loans/{loan}/claim-returned");
        var unresolved = await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}");
        await Library.Librarian.PostAsync($"/loans/{loan}/declare-lost");
        var unpaid = await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}");
        await WriteAsync("payments", new { amount = 20 });
        var paid = await Library.Librarian.DeleteAsync($"/users/{Library.Member.Id}");

        Assert.That((unresolved.Code, unpaid.Code, paid.Status), Is.EqualTo(("user-has-loans", "user-has-debts", HttpStatusCode.NoContent)));
        Assert.That((await ReturnAsync(book))["action"], Is.EqualTo("shelve"));
        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan}"))["status"], Is.EqualTo("returned"));
    }

    private async Task GuaranteeAsync(Visitor whom, Visitor by) =>
        (await Library.Librarian.PatchAsync($"/users/{whom.Id}", new { guarantorId = by.Id })).Expect(HttpStatusCode.OK);

    private async Task<Reply> TryToLendAsync(Visitor to) =>
        await Library.Librarian.PostAsync("/loans", new { copyBarcode = (await Library.ShelveAsync("Mathilda")).Barcode, userId = to.Id });
}
