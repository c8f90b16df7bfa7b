namespace Lms.Tests.Access;

public sealed class WhoseThingsAreWhose : LibraryTest
{
    private Reply _mine = null!;
    private Reply _theirs = null!;

    [SetUp]
    public async Task TwoMembersHaveABookEach()
    {
        var book = await Library.ShelveAsync(copies: 2);
        _mine = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[0], userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        _theirs = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[1], userId = Library.OtherMember.Id })).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_member_sees_their_own_loan_and_is_not_even_told_that_there_is_another()
    {
        var (own, others, nobodys) = (await Library.Member.GetAsync($"/loans/{_mine.Id}"), await Library.Member.GetAsync($"/loans/{_theirs.Id}"), await Library.Member.GetAsync("/loans/2147483647"));

        Assert.That((own.Status, others.Status, nobodys.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
        Assert.That(others.Code, Is.EqualTo(nobodys.Code));
    }

    [Test]
    public async Task A_member_renews_their_own_loan_and_nobody_elses()
    {
        var renewed = await Library.Member.PostAsync($"/loans/{_mine.Id}/renew");
        var refused = await Library.Member.PostAsync($"/loans/{_theirs.Id}/renew");

        Assert.That((renewed.Status, refused.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotFound)));
        Assert.That((await Library.Librarian.GetAsync($"/loans/{_theirs.Id}"))["renewals"], Is.EqualTo("0"));
    }

    [Test]
    public async Task A_member_who_asks_for_the_loans_of_another_gets_none()
    {
        var list = (await Library.Member.GetAsync($"/loans?userId={Library.OtherMember.Id}&count=true")).Expect(HttpStatusCode.OK);

        Assert.That((list.Text, list.Headers.GetValues("X-Total-Count").Single()), Is.EqualTo(("[]", "0")));
    }

    [Test]
    public async Task A_member_does_not_get_another_loan_by_its_entity_tag() =>
        Assert.That((await Library.Member.GetAsync($"/loans/{_theirs.Id}", _theirs.ETag)).Status, Is.EqualTo(HttpStatusCode.NotFound));

    [Test]
    public async Task A_member_sees_themselves_under_me_and_no_user_by_number_not_even_themselves()
    {
        Assert.That((await Library.Member.GetAsync("/me")).Expect(HttpStatusCode.OK).Id, Is.EqualTo(Library.Member.Id));
        foreach (var user in new[] { Library.Member, Library.OtherMember, Library.Admin })
            Assert.That((await Library.Member.GetAsync($"/users/{user.Id}")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_librarian_sees_and_renews_the_loans_of_every_member()
    {
        foreach (var loan in new[] { _mine, _theirs })
        {
            (await Library.Librarian.GetAsync($"/loans/{loan.Id}")).Expect(HttpStatusCode.OK);
            (await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew")).Expect(HttpStatusCode.OK);
        }
    }

    [Test]
    public async Task An_answer_kept_for_one_user_is_never_given_to_another()
    {
        (await Library.Member.PostAsync($"/loans/{_mine.Id}/renew", key: "the same key")).Expect(HttpStatusCode.OK);

        Assert.That((await Library.OtherMember.PostAsync($"/loans/{_mine.Id}/renew", key: "the same key")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("librarian")]
    [TestCase("admin")]
    public async Task A_librarian_changes_members_and_leaves_staff_alone(string role)
    {
        var colleague = (await Library.Admin.PostAsync("/users", new { username = "colleague", role })).Expect(HttpStatusCode.Created);

        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { phone = "555" })).Expect(HttpStatusCode.OK);
        (await Library.Librarian.PatchAsync($"/users/{colleague.Id}", new { phone = "555" })).Expect(HttpStatusCode.Forbidden);
        (await Library.Librarian.DeleteAsync($"/users/{colleague.Id}")).Expect(HttpStatusCode.Forbidden);
        (await Library.Admin.DeleteAsync($"/users/{colleague.Id}")).Expect(HttpStatusCode.NoContent);
    }
}
