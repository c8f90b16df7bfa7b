using Lms.Domain.Catalog;

namespace Lms.Tests.Catalog;

public sealed class StandingOnTheShelf
{
    private static readonly string[][] Shelves =
    [
        // Library of Congress.
        ["LB2395 .C65 1991", "LB2395 .C655", "LB2395.C66", "LB2395.D3", "LB2395.5 .A1"],
        ["Q180", "QA9 .H6", "QA76 .C5", "QA76.5 .B3", "QA76.5 .C12", "QA76.5 .C2", "QA76.73 .J38 1999", "QA76.73.J38 2005", "QA76.73 .J38 2005b", "QA76.73.J39", "QA77", "QA100"],
        ["PR6019.O9 U4 1986", "PR6019.O9 U4 1986 v.2", "PR6019.O9 U4 1986 v.10", "PR6019.O9 U42", "PR6019.O9 U5", "PR6019.O91"],
        ["PS3545 .A1", "PS3545 .A1 c.2", "PS3545 .A1 c.12"],
        // Dewey.
        ["001.4 SMI", "020 A", "020.5 A", "813 TWA", "813.15 ABC", "813.4 M52", "813.4 M523", "813.4 M53", "813.52", "823 AUS", "823.8 D55", "823.8 D55c", "823.8 D555", "823.8 D56"],
        // A library's own.
        ["DVD 9", "DVD 12", "DVD 123"],
        ["FIC ADA", "FIC ADAMS", "FIC LE GUIN", "FIC LEM"],
    ];

    [TestCaseSource(nameof(Shelves))]
    public void Call_numbers_are_sorted_as_shelves_are(params string[] shelf)
    {
        var random = new Random(1);
        var shuffled = shelf.OrderBy(_ => random.Next()).OrderBy(ShelfKey.Of, StringComparer.Ordinal);

        Assert.That(shuffled, Is.EqualTo(shelf));
    }

    [Test]
    public void Spaces_points_and_capitals_before_a_Cutter_number_make_no_difference()
    {
        Assert.That(ShelfKey.Of("QA76.73.J38"), Is.EqualTo(ShelfKey.Of("qa 76.73  .j38")));
        Assert.That(ShelfKey.Of("FIC BRÖNTE"), Is.EqualTo(ShelfKey.Of("fic bronte")));
    }

    [Test]
    public void Whole_numbers_of_a_class_are_in_order_whatever_follows()
    {
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var (one, other) = (random.Next(1, 10_000), random.Next(1, 10_000));
            var (first, second) = ($"QA{one}.{random.Next(1000)} .C{random.Next(1000)}", $"QA{other} .Z{random.Next(1000)} {random.Next(1900, 2030)}");
            if (one != other)
                Assert.That(string.CompareOrdinal(ShelfKey.Of(first), ShelfKey.Of(second)) < 0, Is.EqualTo(one < other), $"{first} and {second}");
        }
    }

    [Test]
    public void Cutter_numbers_are_decimals()
    {
        var random = new Random(9);
        for (var round = 0; round < 5_000; round++)
        {
            var (one, other) = (random.Next(1, 10_000).ToString(System.Globalization.CultureInfo.InvariantCulture), random.Next(1, 10_000).ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.That(Math.Sign(string.CompareOrdinal(ShelfKey.Of($"QA76 .C{one}"), ShelfKey.Of($"QA76 .C{other}"))), Is.EqualTo(Math.Sign(string.CompareOrdinal(one, other))), $"{one} and {other}");
        }
    }

    [Test]
    public void Nothing_comes_before_something_and_anything_has_a_key()
    {
        Assert.That(ShelfKey.Of(null), Is.Empty);
        var random = new Random(11);
        for (var round = 0; round < 5_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(Copy.MaxPlace + 1)).Select(_ => "aA.v1 9-É村\u0301"[random.Next(11)])]);
            var key = ShelfKey.Of(text);
            Assert.That(key, Has.Length.LessThanOrEqualTo(ShelfKey.MaxLength), text);
            Assert.That(string.CompareOrdinal(key, ShelfKey.Of(text + " 1")) <= 0, Is.True, text);
        }
    }
}
