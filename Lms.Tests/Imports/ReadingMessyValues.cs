using Lms.Domain.Catalog;
using Lms.Domain.Imports;

namespace Lms.Tests.Imports;

public sealed class ReadingMessyValues
{
    [TestCase("439023483", "9.78043902348e+12", "0439023483", Description = "zeros lost, digits lost")]
    [TestCase("0439023483", null, "0439023483")]
    [TestCase("100039X", null, "000100039X", Description = "three zeros lost")]
    [TestCase("978-0-439-02348-1", "9780439023481", "978-0-439-02348-1")]
    [TestCase("439023483.0", "", "0439023483")]
    [TestCase("=\"0439023483\"", null, "0439023483")]
    [TestCase("0439023483 (pbk.)", null, "0439023483")]
    [TestCase(null, "9780439023481", "9780439023481")]
    [TestCase("PERSIST-001", null, "PERSIST-001", Description = "any identifier will do")]
    [TestCase(null, "6.45573003012e+11", "645573003012", Description = "scientific, but whole")]
    [TestCase(null, null, null)]
    [TestCase(" ", "", null)]
    public void Reads_an_identifier_without_remark(string? isbn, string? isbn13, string? identifier)
    {
        var read = ReportedIsbn.Read(isbn, isbn13);

        Assert.That(read.Identifier, Is.EqualTo(identifier));
        if (isbn13 != "6.45573003012e+11")
            Assert.That(read.Remarks, Is.Empty);
    }

    [TestCase(null, "9.78043902348e+12", null, Description = "never invented")]
    [TestCase("812971060", "9.78081297106e+12", "812971060", Description = "the check digit is wrong: kept as it is")]
    [TestCase("0446612707", "9.78055381395e+12", "0446612707", Description = "two different books")]
    [TestCase("0439023483", "9780141036144", "0439023483")]
    public void Remarks_what_a_cataloguer_should_look_at(string? isbn, string? isbn13, string? identifier)
    {
        var read = ReportedIsbn.Read(isbn, isbn13);

        Assert.That(read.Identifier, Is.EqualTo(identifier));
        Assert.That(read.Remarks, Is.Not.Empty);
    }

    [TestCase("1997", ExpectedResult = 1997)]
    [TestCase("1997.0", ExpectedResult = 1997)]
    [TestCase("-720.0", ExpectedResult = -720)]
    [TestCase("c1997", ExpectedResult = 1997)]
    [TestCase("[1997?]", ExpectedResult = 1997)]
    [TestCase("1997-05-01", ExpectedResult = 1997)]
    [TestCase("ca. 380 BCE", ExpectedResult = -380)]
    [TestCase("44 BC", ExpectedResult = -44)]
    [TestCase("0", ExpectedResult = null)]
    [TestCase("1997-1999", ExpectedResult = null, Description = "two years")]
    [TestCase("12345", ExpectedResult = null)]
    [TestCase("-4001", ExpectedResult = null)]
    [TestCase("unknown", ExpectedResult = null)]
    public int? Reads_a_year(string text) => ReportedYear.Read(text);

    [TestCase("en-US", ExpectedResult = "en")]
    [TestCase("eng", ExpectedResult = "en")]
    [TestCase("EN", ExpectedResult = "en")]
    [TestCase("ger", ExpectedResult = "de")]
    [TestCase("deu", ExpectedResult = "de")]
    [TestCase("fil", ExpectedResult = "fil", Description = "has no two-letter code")]
    [TestCase("English", ExpectedResult = null)]
    [TestCase("xx", ExpectedResult = null)]
    public string? Reads_a_language(string text) => ReportedLanguage.Read(text);

    [TestCase("The Hunger Games (The Hunger Games, #1)", "The Hunger Games", "The Hunger Games, #1")]
    [TestCase("The Firm (Penguin Readers, Level 5)", "The Firm (Penguin Readers, Level 5)", null)]
    [TestCase("Ranma ½, Vol. 1 (Ranma ½ (US 2nd), #1)", "Ranma ½, Vol. 1", "Ranma ½ (US 2nd), #1")]
    [TestCase("Saga #1", "Saga #1", null)]
    [TestCase("(Untitled, #1)", "(Untitled, #1)", null)]
    public void Takes_a_series_out_of_a_title(string text, string title, string? series) =>
        Assert.That(ReportedTitle.Read(text), Is.EqualTo(new ReportedTitle(title, series)));

    [TestCase("(#1 (#1", Description = "nothing is ever closed")]
    [TestCase("a (b) #1 ")]
    [TestCase(" ( # 1")]
    [CancelAfter(5000)]
    public void Gives_up_soon_on_a_title_that_only_looks_as_if_it_named_a_series(string repeated)
    {
        for (var length = 1000; length <= 1_000_000; length += 333_000)
            ReportedTitle.Read("x" + string.Concat(Enumerable.Repeat(repeated, length / repeated.Length)));
    }

    [TestCase("J.K. Rowling, Mary GrandPré", "J.K. Rowling|Mary GrandPré")]
    [TestCase("Tolkien, J.R.R.", "Tolkien, J.R.R.")]
    [TestCase("Le Guin, Ursula K.", "Le Guin, Ursula K.")]
    [TestCase("King, Stephen; Straub, Peter", "King, Stephen|Straub, Peter")]
    [TestCase("Terry Pratchett & Neil Gaiman", "Terry Pratchett|Neil Gaiman")]
    [TestCase("Homer, Robert Fagles, Bernard Knox", "Homer|Robert Fagles|Bernard Knox")]
    [TestCase("Martin Luther King, Jr., Coretta King", "Martin Luther King, Jr.|Coretta King")]
    [TestCase("Plato", "Plato")]
    [TestCase("", "")]
    public void Parts_people_where_that_is_certain(string text, string names) =>
        Assert.That(string.Join('|', ReportedAuthors.Read(text).Select(person => person.Name)), Is.EqualTo(names));

    [Test]
    public void Reads_what_somebody_did() =>
        Assert.That(ReportedAuthors.Read("Lewis Carroll, John Tenniel (Illustrator)"), Is.EqualTo([new Contributor("Lewis Carroll", "author"), new Contributor("John Tenniel", "illustrator")]));

    [TestCase("374", ExpectedResult = 374)]
    [TestCase("374.0", ExpectedResult = 374)]
    [TestCase("xii, 374 p.", ExpectedResult = 374)]
    [TestCase("0", ExpectedResult = null)]
    [TestCase("2 volumes", ExpectedResult = null)]
    public int? Reads_a_number_of_pages(string text) => ReportedPages.Read(text);
}
