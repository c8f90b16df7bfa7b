using Lms.Application.Catalog;
using Lms.Application.Imports;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Marc;

namespace Lms.Tests.Catalog.Marc;

/// <summary>What the catalogue takes from a record.</summary>
public sealed class CataloguingFromMarc
{
    [Test]
    public void A_book_is_described_by_its_record()
    {
        var record = Read(
            "008 260302s1997    enkab         000 1 eng d",
            "020 ## $a 0747532699 (hbk.) : $c £10.99", "020 ## $z 9780000000000",
            "082 04 $a 823/.914 $2 21", "050 #0 $a PZ7.R79835 $b Har 1997",
            "100 1# $a Rowling, J. K., $e author.",
            "245 10 $a Harry Potter and the philosopher's stone : $b a novel / $c J.K. Rowling.",
            "250 ## $a First edition.", "264 #4 $c ©1996", "264 #1 $a London : $b Bloomsbury, $c 1997.",
            "300 ## $a xii, 223 pages : $b illustrations ; $c 21 cm.",
            "490 1# $a Harry Potter ; $v 1", "520 ## $a A boy learns that he is a wizard.",
            "650 #0 $a Wizards $z England $v Fiction.", "650 #7 $a wizards -- England -- Fiction. $2 fast", "651 #0 $a England.", "653 ## $a Magic $a Schools",
            "655 #7 $a Fantasy fiction. $2 lcgft", "700 1# $a GrandPré, Mary, $d 1954- $4 ill", "700 12 $a Dickens, Charles. $t Christmas carol.");

        var book = MarcDescription.Read(record, out var remarks)!;

        Assert.That(remarks, Is.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(book.Title, Is.EqualTo("Harry Potter and the philosopher's stone"));
            Assert.That(book.Subtitle, Is.EqualTo("a novel"));
            Assert.That(book.Author, Is.EqualTo("Rowling, J. K."));
            Assert.That(book.Contributors, Is.EqualTo([new Contributor("Rowling, J. K.", "author"), new Contributor("GrandPré, Mary", "illustrator")]), "another work's author had no part in this one");
            Assert.That(book.Isbn, Is.EqualTo("0747532699"));
            Assert.That(book.Classification, Is.EqualTo("823.914"));
            Assert.That(book.Edition, Is.EqualTo("First edition"));
            Assert.That(book.Publisher, Is.EqualTo("Bloomsbury"));
            Assert.That(book.PublishedYear, Is.EqualTo(1997));
            Assert.That(book.PageCount, Is.EqualTo(223));
            Assert.That(book.Series, Is.EqualTo("Harry Potter ; 1"));
            Assert.That(book.Language, Is.EqualTo("en"));
            Assert.That(book.Description, Is.EqualTo("A boy learns that he is a wizard."));
            Assert.That(book.Subjects, Is.EqualTo(["Wizards -- England -- Fiction", "England", "Magic", "Schools"]));
            Assert.That(book.Genre, Is.EqualTo("Fantasy fiction"));
        });
    }

    [TestCase("245 14 $a The Simpsons. $n Season 6, $p The complete season / $c Fox.", "The Simpsons. Season 6, The complete season", "simpsons. season 6, the complete season")]
    [TestCase("245 04 $a Der Prozess.", "Der Prozess", "prozess")]
    [TestCase("245 00 $a A is for alibi", "A is for alibi", "a is for alibi", Description = "a letter is no article, and the cataloguer says so")]
    [TestCase("245 00 $a [Letters, etc. ...", "[Letters, etc. ...", "letters, etc. ...")]
    [TestCase("245 09 $a Kurz", "Kurz", null)]
    [TestCase("245 0# $a The end", "The end", null)]
    [TestCase("245 10 $k Letters", "Letters", "letters")]
    [TestCase("246 1# $a Variant", "Variant", null)]
    public void A_title_is_shown_and_sorted_as_its_cataloguer_meant(string field, string title, string? sorted)
    {
        var record = Read(field);

        Assert.That(MarcDescription.Read(record, out _)!.Title, Is.EqualTo(title));
        Assert.That(MarcDescription.SortTitle(record, title), Is.EqualTo(sorted));
    }

    [TestCase("490 1# $a Discworld ; $v 3", "Discworld ; 3")]
    [TestCase("440 #0 $a Penguin classics. $p Fiction ; $v 7", "Penguin classics. Fiction ; 7")]
    [TestCase("830 #0 $a Compact jazz ; $v v. 2", "Compact jazz ; v. 2")]
    [TestCase("800 1# $a Adams, Douglas. $t Hitchhiker ; $v 2", "Hitchhiker ; 2")]
    public void A_series_is_named_with_its_volume_in_whatever_field(string field, string series) => Assert.That(MarcDescription.Read(Read("245 00 $a x", field), out _)!.Series, Is.EqualTo(series));

    [TestCase("008 000626s2000    bl            000 0 por d", "264 #1 $c 1999", 2000)]
    [TestCase("008 000626q19uu2000bl            000 0 por d", "260 ## $c c1998.", 1998)]
    [TestCase("008 000626nuuuuuuuubl            000 0 por d", "260 ## $c [1987?]", 1987)]
    [TestCase("008 000626c20019999bl            000 0 por d", "260 ## $c 2001-", 2001)]
    [TestCase("005 x", "260 ## $c no date", null)]
    public void The_year_of_publication_is_the_coded_one_or_the_printed_one(string coded, string printed, int? year) =>
        Assert.That(MarcDescription.Read(Read("245 00 $a x", coded, printed), out _)!.PublishedYear, Is.EqualTo(year));

    [TestCase("174 p. ; $c 21 cm.", 174)]
    [TestCase("xii, 339 p., [16] p. of plates", 339)]
    [TestCase("1 v. (various pagings)", null)]
    [TestCase("245 Seiten", 245)]
    [TestCase("2 sound discs (90 min.)", null)]
    public void Pages_are_counted_where_the_extent_says_pages(string extent, int? pages)
    {
        Assert.That(MarcDescription.Read(Read("245 00 $a x", $"300 ## $a {extent}"), out _)!.PageCount, Is.EqualTo(pages));
    }

    [TestCase("$a Potter, Ann, $e ed.", "editor")]
    [TestCase("$a Potter, Ann, $e tr. $4 aut", "translator")]
    [TestCase("$a Potter, Ann $4 bjd", "bookjacket designer")]
    [TestCase("$a Potter, Ann $4 http://id.loc.gov/vocabulary/relators/edt", "editor")]
    [TestCase("$a Potter, Ann, $e Joint author.", "joint author")]
    [TestCase("$a Potter, Ann $4 xyz", "xyz")]
    [TestCase("$a Potter, Ann", "contributor")]
    public void A_role_is_said_in_words(string name, string role)
    {
        var record = Read("245 00 $a x", $"700 1# {name}");

        var book = MarcDescription.Read(record, out _)!;
        Assert.That(book.Contributors.Single().Role, Is.EqualTo(role));
    }

    [Test]
    public void Punctuation_of_other_scripts_is_punctuation()
    {
        var book = MarcDescription.Read(Read("245 00 $6 880-01 $a Pukhan pŏmnyŏngjip / $c x", "700 1# $6 880-02 $a Chʻoe, Tal-gon.", "700 1# $6 880-03 $a Rajāyī, Farhang.", "880 00 $6 245-01/$1 $a 北韓 法令集 ／ $c 鄭 慶謨", "880 1# $6 700-02/$1 $a 崔 逹坤．", "880 1# $6 700-03/(3/r $a رجايى، فرهنگ،"), out _)!;

        Assert.That(book.OtherTitles.Single().Title, Is.EqualTo("北韓 法令集"));
        Assert.That(book.Contributors.SelectMany(person => person.OtherNames), Is.EqualTo(["崔 逹坤", "رجايى، فرهنگ"]));
    }

    [TestCase("260 ## $a Beirut : $b [s.n.], $c 2003.", null)]
    [TestCase("264 #1 $a [Place of publication not identified] : $b [publisher not identified], $c 2003.", null)]
    [TestCase("260 ## $a London : $b S. N. Press, $c 2003.", "S. N. Press")]
    public void That_nobody_is_known_to_have_published_it_is_no_publisher(string statement, string? publisher)
    {
        var record = Read("245 00 $a x", statement);
        var book = MarcDescription.Read(record, out _)!;

        Assert.That(book.Publisher, Is.EqualTo(publisher));
        Assert.That(MarcRevision.Revise(record, RevisingMarcRecords.Catalogued(record, said => said with { Publisher = "[s.n.]" })).First("260", "264"), publisher is null && statement.Contains("s.n.", StringComparison.Ordinal) ? Is.SameAs(record.First("260")) : Is.Not.Null);
    }

    [TestCase("260 ## $c 5766 [2005 or 2006]", 2005)]
    [TestCase("264 #1 $c 40 B.C.", -40)]
    public void A_printed_year_is_one_of_our_calendar(string printed, int year) =>
        Assert.That(MarcDescription.Read(Read("245 00 $a x", "008 260302b                                d", printed), out _)!.PublishedYear, Is.EqualTo(year));

    [Test]
    public void What_has_no_author_is_catalogued_all_the_same()
    {
        Assert.That(MarcDescription.Read(Read("245 00 $a Beowulf."), out _)!.Author, Is.EqualTo("Unknown"));
        Assert.That(MarcDescription.Read(Read("245 00 $a Atlas / $c Royal Society."), out _)!.Author, Is.EqualTo("Royal Society"));
        Assert.That(MarcDescription.Read(Read("110 2# $a United Nations. $b Secretariat.", "245 10 $a Report"), out _)!.Author, Is.EqualTo("United Nations. Secretariat"));
        Assert.That(MarcDescription.Read(Read("245 00 $a Essays", "700 1# $a Woolf, Virginia, $e editor."), out _)!.Author, Is.EqualTo("Woolf, Virginia"));
    }

    [Test]
    public void A_book_is_known_by_all_its_titles()
    {
        var book = MarcDescription.Read(Read(
            "245 10 $6 880-01 $a Otet︠s︡ Onufriĭ : $b roman = Father Onufri / $c N.N.", "130 0# $a Bible. $p Genesis. $l English.", "210 0# $a Bull. soc. $b (Paris)", "222 #0 $a Bulletin $b (Paris)",
            "246 31 $a Father Onufri", "246 14 $a Spine title : $b a novel", "246 3# $a spine TITLE : a novel", "247 00 $a Old name $f 1990", "740 02 $a Short story.", "700 12 $a Dickens, Charles. $t Christmas carol. $n Stave 1.",
            "700 1# $a Dickens, Charles. $t Hard times.", "730 02 $6 880-02 $a Slovo.", "880 10 $6 245-01/(N $a Отец Онуфрий : $b роман", "880 02 $6 730-02/(N $a Слово."), out _)!;

        Assert.That(book.OtherTitles, Is.EqualTo(
        [
            new OtherTitle("Bible. Genesis", TitleKind.Uniform),
            new OtherTitle("Отец Онуфрий : роман", TitleKind.OtherScript),
            new OtherTitle("Bull. soc. (Paris)", TitleKind.Abbreviated),
            new OtherTitle("Bulletin (Paris)", TitleKind.Key),
            new OtherTitle("Father Onufri", TitleKind.Parallel),
            new OtherTitle("Spine title : a novel"),
            new OtherTitle("Old name", TitleKind.Former),
            new OtherTitle("Short story", TitleKind.Part),
            new OtherTitle("Christmas carol. Stave 1", TitleKind.Part),
            new OtherTitle("Slovo", TitleKind.Part),
            new OtherTitle("Слово", TitleKind.Part),
        ]).AsCollection);
    }

    [Test]
    public void The_title_itself_is_no_other_title() =>
        Assert.That(MarcDescription.Read(Read("240 10 $a EMMA.", "245 10 $a Emma / $c Jane Austen."), out _)!.OtherTitles, Is.Empty);

    [Test]
    public void People_are_known_by_their_names_in_other_scripts_too()
    {
        var book = MarcDescription.Read(Read("245 00 $a x", "100 1# $6 880-01 $a Razabi, Shalom, $d 1950-", "700 1# $6 880-03 $a Mai, Jia.", "710 2# $a Press.", "880 1# $6 100-01/(2/r $a רצבי, שלום.", "880 1# $6 700-03/$1 $a 麦家",
            "880 1# $6 700-04/$1 $a 谁", "880 1# $6 700-00 $a Чехов, Антон, $e translator."), out _)!;

        Assert.That(book.Contributors, Is.EqualTo(
        [
            new Contributor("Razabi, Shalom", "author") { OtherNames = ["רצבי, שלום"] }, new Contributor("Mai, Jia", "contributor") { OtherNames = ["麦家"] }, new Contributor("Press", "contributor"), new Contributor("Чехов, Антон", "translator"),
        ]));
    }

    [Test]
    public void What_is_in_another_script_only_is_catalogued_in_it()
    {
        var book = MarcDescription.Read(Read("008 260302s1997    ru            000 1 rus d", "880 10 $6 245-00/(N $a Чайка / $c Чехов.", "880 1# $6 100-00/(N $a Чехов, Антон.", "880 #4 $6 650-00 $a Театр."), out _)!;

        Assert.That((book.Title, book.Author, book.Subjects.Single()), Is.EqualTo(("Чайка", "Чехов, Антон", "Театр")));
    }

    [TestCase("ger", "041 1# $a eng $a ger $h fre", "de", "en", "fr")]
    [TestCase("mul", "041 0# $a engfreger", "en", "fr,de", null)]
    [TestCase("   ", "041 1# $a chi $b eng $h rus $h eng", "zh", "", "ru")]
    [TestCase("eng", "041 07 $a en-US $2 rfc3066", "en", "", null)]
    [TestCase("eng", "041 0# $d ita", "en", "it", null)]
    [TestCase("und", "500 ## $a x", null, "", null)]
    public void All_languages_are_read_and_what_it_was_translated_from(string coded, string field, string? language, string others, string? original)
    {
        var book = MarcDescription.Read(Read("245 00 $a x", $"008 260302s1997    enk           000 1 {coded} d", field), out _)!;

        Assert.That((book.Language, string.Join(',', book.OtherLanguages), book.OriginalLanguage), Is.EqualTo((language, others, original)));
    }

    [TestCase('s', "022 0# $a 03178471", "0317-8471")]
    [TestCase('s', "022 ## $y 1111-1111 $a 0317–8471 (print)", "0317–8471 (print)")]
    [TestCase('m', "022 0# $a 0317-8471", null, Description = "that of its series")]
    public void A_serial_is_told_apart_by_its_Issn(char level, string field, string? identifier)
    {
        var record = Read("245 00 $a x", field);

        Assert.That(MarcDescription.Read(record with { Leader = record.Leader.With(7, level.ToString()) }, out _)!.Isbn, Is.EqualTo(identifier));
    }

    [Test]
    public void What_has_no_title_is_named() =>
        Assert.That(MarcIntake.Read(new MarcReading(7, Read("001 oc1", "300 ## $a 3 p."), [], null), 1), Has.Property("Fault").EqualTo("It has no title: field 245 is missing or empty (control number oc1)."));

    [Test]
    public void What_is_longer_than_the_catalogue_has_room_for_is_cut_and_said()
    {
        var book = MarcDescription.Read(Read("245 00 $a " + new string('x', 1200)), out var remarks)!;

        Assert.That(book.Title, Has.Length.EqualTo(Book.MaxTitle).And.EndsWith("…"));
        Assert.That(remarks, Is.EqualTo(["The title is longer than 1000 characters and was cut; the record has it whole."]));
    }

    [Test]
    public void Kohas_items_are_copies_but_what_is_withdrawn_or_lost_is_none()
    {
        var copies = MarcHoldings.Read(Read("245 00 $a x",
            "952 ## $a CPL $b FPL $c GEN $o 823 ROW $p 39999 01 $v 12.50 $d 2009-03-01 $x donated", "952 ## $0 1 $a CPL $b CPL $p 2", "952 ## $0 0 $1 0 $a CPL $b CPL", "952 ## $z a note of another system"), 3, out var remarks);

        Assert.That(copies, Is.EqualTo(
        [
            new RecordCopy(new CopyFields { Barcode = "3999901", ShelfLocation = "GEN", CallNumber = "823 ROW", Price = 12.50m, AcquiredOn = new DateOnly(2009, 3, 1), Note = "donated" }, "CPL"),
            new RecordCopy(new CopyFields(), "CPL"),
        ]));
        Assert.That(remarks, Is.EqualTo(["A copy (2) is withdrawn or lost and was left out."]));
    }

    [Test]
    public void Locations_are_copies_each_barcode_one()
    {
        var copies = MarcHoldings.Read(Read("245 00 $a x", "852 0# $a DLC $b MAIN $c Stacks $h PZ7 $i .R6 $k Folio $p b1 $p b2 $x stained", "852 ## $a DLC"), 3, out _);

        Assert.That(copies.Select(copy => (copy.Branch, copy.Fields.CallNumber, copy.Fields.ShelfLocation, copy.Fields.Barcode)), Is.EqualTo(
            [("MAIN", "Folio PZ7 .R6", "Stacks", "b1"), ("MAIN", "Folio PZ7 .R6", "Stacks", "b2"), ((string?)"DLC", null, null, (string?)null)]));
    }

    [Test]
    public void Where_no_copy_is_named_as_many_are_made_as_was_asked_for() =>
        Assert.That(MarcHoldings.Read(Read("245 00 $a x"), 3, out _), Has.Count.EqualTo(3));

    [TestCase("00000cas a2200000 a 4500", "magazine")]
    [TestCase("00000ncm a2200000 a 4500", "score")]
    [TestCase("00000cem a2200000 a 4500", "map")]
    [TestCase("00000cam a2200000 a 4500", null)]
    public void The_leader_says_what_it_is(string leader, string? type) =>
        Assert.That(MarcDescription.MaterialType(new MarcRecord(Leader.Of(leader), [])), Is.EqualTo(type));

    /// <summary>Reads fields as people write them: tag, indicators with # for a blank, subfields.</summary>
    internal static MarcRecord Read(params string[] fields) => new(Leader.OfBook, [.. fields.Select(field => MarcField.IsControl(field[..3])
        ? (MarcField)new ControlField(field[..3], field[4..])
        : new DataField(field[..3], field[4] == '#' ? ' ' : field[4], field[5] == '#' ? ' ' : field[5], [.. field[6..].Split(" $").Skip(1).Select(part => new Subfield(part[0], part[2..]))]))]);
}
