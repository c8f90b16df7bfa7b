using Lms.Domain.Catalog;

namespace Lms.Tests.Catalog;

public sealed class NumbersOfBooks
{
    [TestCase("9780306406157", ExpectedResult = "978-0-306-40615-7")]
    [TestCase("0-8044-2957-X", ExpectedResult = "978-0-8044-2957-3")]
    [TestCase("9783161484100", ExpectedResult = "978-3-16-148410-0")]
    [TestCase("9782070360024", ExpectedResult = "978-2-07-036002-4")]
    [TestCase("9787301102992", ExpectedResult = "978-7-301-10299-2")]
    [TestCase("9788390021232", ExpectedResult = "978-83-900212-3-2")]
    [TestCase("9789992158104", ExpectedResult = "978-99921-58-10-4")]
    [TestCase("9791090636071", ExpectedResult = "979-10-90636-07-1")]
    public string? An_ISBN_has_its_hyphens_where_the_agency_puts_them(string text) => Isbn.TryParse(text, out var isbn) ? isbn.Hyphenated : null;

    [Test]
    public void Hyphens_add_nothing_and_take_nothing_away()
    {
        var random = new Random(20260925);
        for (var round = 0; round < 20_000; round++)
        {
            var twelve = (round % 3 == 0 ? "979" : "978") + random.NextInt64(1_000_000_000).ToString("D9", System.Globalization.CultureInfo.InvariantCulture);
            var digits = Enumerable.Range(0, 10).Select(check => $"{twelve}{check}").Single(candidate => Isbn.TryParse(candidate, out _));
            Assert.That(Isbn.TryParse(digits, out var isbn), Is.True);

            Assert.That(Isbn.TryParse(isbn.Hyphenated, out var again) && again == isbn, Is.True, digits);
            Assert.That(isbn.Hyphenated.Count(character => character == '-'), Is.EqualTo(4).Or.Zero, digits);
            Assert.That(isbn.Hyphenated.Split('-'), Has.All.Not.Empty, digits);
        }
    }

    [TestCase("0317-8471", ExpectedResult = "0317-8471")]
    [TestCase("03178471", ExpectedResult = "0317-8471")]
    [TestCase("ISSN 2434-561x", ExpectedResult = "2434-561X")]
    [TestCase("0317-8472", ExpectedResult = null)]
    [TestCase("0317-847", ExpectedResult = null)]
    [TestCase("９317-8471", ExpectedResult = null)]
    [TestCase(null, ExpectedResult = null)]
    public string? An_ISSN_is_read(string? text) => Issn.TryParse(text, out var issn) ? issn.ToString() : null;

    [Test]
    public void An_ISSN_with_one_wrong_digit_is_none()
    {
        foreach (var place in Enumerable.Range(0, 8))
        {
            foreach (var digit in "0123456789X".Where(digit => digit != "03178471"[place]))
                Assert.That(Issn.TryParse("03178471".Remove(place, 1).Insert(place, digit.ToString()), out _), Is.False);
        }
    }

    [TestCase("en", ExpectedResult = "en")]
    [TestCase("ENG", ExpectedResult = "en")]
    [TestCase("ger", ExpectedResult = "de")]
    [TestCase("deu", ExpectedResult = "de")]
    [TestCase("grc", ExpectedResult = "grc")]
    [TestCase("gsw", ExpectedResult = "gsw")]
    [TestCase("roa", ExpectedResult = "roa")]
    [TestCase("qaa", ExpectedResult = "qaa")]
    [TestCase("scr", ExpectedResult = "hr")]
    [TestCase("xx", ExpectedResult = null)]
    [TestCase("qzz", ExpectedResult = null)]
    [TestCase("zzz", ExpectedResult = null)]
    [TestCase("", ExpectedResult = null)]
    public string? A_language_has_one_code(string code) => LanguageCode.Normalise(code);
}
