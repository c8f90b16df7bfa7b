using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lms.Domain.Catalog;

namespace Lms.Tests.Catalog;

/// <summary>What holds for whatever somebody types into the search.</summary>
public sealed class SearchQueryLaws
{
    [Law(Arbitrary = [typeof(Typing)], MaxTest = 2000)]
    public bool Every_text_is_a_query_of_a_bounded_size(Typed any)
    {
        var query = SearchQuery.Read(any.Text);
        return query.Terms.Count() <= SearchQuery.MaxTerms && query.Terms.All(term => term.Text.Length > 0 && term.Text.Length <= Math.Max(any.Text.Length, 13));
    }

    [Law(Arbitrary = [typeof(Typing)], MaxTest = 2000)]
    public bool A_text_with_a_letter_looks_for_something(Typed any) =>
        SearchQuery.Read(any.Text).Condition is not null || !any.Text.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    [Law(Arbitrary = [typeof(Typing)], MaxTest = 2000)]
    public bool Nothing_is_looked_for_that_no_text_can_hold(Typed any) =>
        SearchQuery.Read(any.Text).Terms.All(term => !term.Text.Contains('\0') && HasWholeLetters(term.Text));

    [Law(Arbitrary = [typeof(Typing)], MaxTest = 2000)]
    public bool An_operator_is_a_word_only_where_nothing_else_is_said(Typed any)
    {
        var words = SearchQuery.Read(any.Text).Terms.Where(term => term is { Field: null, IsPhrase: false, IsPrefix: false }).Select(term => term.Text).ToList();
        return words.All(IsOperator) || !words.Any(IsOperator);
    }

    [Law(Arbitrary = [typeof(Typing)], MaxTest = 2000)]
    public bool Nothing_is_excluded_but_from_what_is_looked_for(Typed any) => IsSound(SearchQuery.Read(any.Text).Condition, withinAll: false);

    [Law(Arbitrary = [typeof(Typing)], MaxTest = 2000)]
    public bool What_was_understood_is_understood_again(Typed any)
    {
        var once = SearchQuery.Read(any.Text);
        return SearchQuery.Read(once.ToString()).ToString() == once.ToString();
    }

    [Law(MaxTest = 1000)]
    public bool Words_are_as_far_from_each_other_whichever_comes_first(NonEmptyString one, NonEmptyString other) =>
        Spelling.Distance(one.Get, other.Get) == Spelling.Distance(other.Get, one.Get)
        && Spelling.Distance(one.Get, other.Get) <= Math.Max(one.Get.Length, other.Get.Length)
        && Spelling.Distance(one.Get, other.Get) == 0 == (one.Get == other.Get);

    [TestCase("(")]
    [TestCase(")")]
    [TestCase("-")]
    [TestCase("NOT ")]
    [TestCase("\"")]
    [TestCase("a OR ")]
    [TestCase("title:")]
    [TestCase("(a ")]
    [TestCase("-(a OR ")]
    public void A_million_mistakes_are_passed_over_in_no_time(string mistake)
    {
        var text = string.Concat(Enumerable.Repeat(mistake, 1_000_000 / mistake.Length));
        SearchQuery.Read(text);
        var clock = Stopwatch.StartNew();

        SearchQuery.Read(text);

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    [TestCase("hobbit tolkien", "hobbit tolkien")]
    [TestCase("hobbit AND tolkien", "hobbit tolkien")]
    [TestCase("war and peace", "war and peace")]
    [TestCase("war OR peace", "war OR peace")]
    [TestCase("a b OR c d", "(a b) OR (c d)")]
    [TestCase("a (b OR c)", "a (b OR c)")]
    [TestCase("author:rowling -chamber", "author:rowling -chamber")]
    [TestCase("author: rowling NOT chamber", "author:rowling -chamber")]
    [TestCase("title:(dune OR emma)", "title:dune OR title:emma")]
    [TestCase("\"pride and prejudice\"", "\"pride and prejudice\"")]
    [TestCase("author:\"le guin\"", "author:\"le guin\"")]
    [TestCase("\"pride and", "\"pride and\"")]
    [TestCase("hob*", "hob*")]
    [TestCase("colour:red", "colour:red")]
    [TestCase("catch-22", "catch-22")]
    [TestCase("978-0-306-40615-7", "isbn:9780306406157")]
    [TestCase("978 0 306 40615 7", "isbn:9780306406157")]
    [TestCase("isbn:0-306-40615-2", "isbn:9780306406157")]
    [TestCase("-chamber", "chamber")]
    [TestCase("NOT", "NOT")]
    [TestCase("OR AND", "OR AND")]
    [TestCase("AND title:", "title")]
    [TestCase("author: OR", "author")]
    [TestCase("NOT author:(AND)", "author")]
    [TestCase("AND(", "AND")]
    [TestCase("author: AND emma", "emma")]
    [TestCase("title: OR emma", "emma")]
    [TestCase("title:OR emma", "title:OR emma")]
    [TestCase("𠀀", "𠀀")]
    [TestCase("title:𠀀𠀁 -𐌰", "title:𠀀𠀁 -𐌰")]
    [TestCase("emma OR", "emma")]
    [TestCase("OR emma AND", "emma")]
    [TestCase("emma -", "emma")]
    [TestCase("emma OR -peace", "emma")]
    [TestCase("NOT NOT emma", "emma")]
    [TestCase(")emma(", "emma")]
    [TestCase("((emma", "emma")]
    [TestCase("()", "")]
    [TestCase("☃ & | ! :*", "")]
    [TestCase(null, "")]
    public void A_query_is_read_as_a_person_would(string? text, string understood) =>
        Assert.That(SearchQuery.Read(text).ToString(), Is.EqualTo(understood));

    [TestCase("hobbit", "hobbit", 0)]
    [TestCase("hbobit", "hobbit", 1)]
    [TestCase("poter", "potter", 1)]
    [TestCase("mockingbrid", "mockingbird", 1)]
    [TestCase("rowlling", "rowling", 1)]
    [TestCase("stephan", "stephen", 1)]
    [TestCase("", "emma", 4)]
    public void A_typing_error_is_one_letter_or_two_neighbours(string typed, string meant, int distance) =>
        Assert.That(Spelling.Distance(typed, meant), Is.EqualTo(distance));

    private static bool IsOperator(string word) => word is "AND" or "OR" or "NOT";

    private static bool HasWholeLetters(string text) => text == string.Concat(text.EnumerateRunes());

    private static bool IsSound(SearchCondition? condition, bool withinAll) => condition switch
    {
        null or SearchTerm => true,
        NoneOf none => withinAll && none.Excluded is not NoneOf && IsSound(none.Excluded, withinAll: false),
        AllOf all => all.Parts.Length > 1 && all.Parts.Any(part => part is not NoneOf) && all.Parts.All(part => IsSound(part, withinAll: true)),
        AnyOf any => any.Parts.Length > 1 && any.Parts.All(part => IsSound(part, withinAll: false)),
        _ => false,
    };

    public sealed record Typed(string Text);

    public static class Typing
    {
        private static readonly string[] Pieces =
            [" ", " ", " ", "(", ")", "\"", "-", "*", ":", "|", "!", "&", "AND", "OR", "NOT", "emma", "war", "title:", "author:", "isbn:", "0306406152", "é", "☃", "\uD83D", "ANDROID", "1984", "\t", "𠀀", "\0"];

        public static Arbitrary<Typed> Any() => Gen.OneOf(
            Gen.Elements(Pieces).ListOf().Select(pieces => new Typed(string.Concat(pieces))),
            ArbMap.Default.GeneratorFor<string>().Select(text => new Typed(text ?? ""))).ToArbitrary();
    }
}
