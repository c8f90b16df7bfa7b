using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Marc;
using static Lms.Tests.Catalog.Marc.CataloguingFromMarc;
using static Lms.Tests.Catalog.Marc.RevisingMarcRecords;

namespace Lms.Tests.Catalog.Marc;

/// <summary>A cataloguer changes one thing about a book: its record changes there, and nowhere else.</summary>
public sealed class ChangingOneThing
{
    private static readonly MarcRecord Rich = Read(
        "001 rich-1", "005 20260302101500.0", "008 260302r19971964enka          000 1 eng d",
        "020 ## $a 0747532699 (hbk.) : $c £10.99", "020 ## $a 9780199537150 $q (pbk.)", "041 1# $a eng $a ger $b fre $h chi", "041 07 $a en-GB $2 rfc5646",
        "050 00 $a PL2947 $b .J53 1997", "082 04 $a 895.1/352 $2 23", "082 14 $a 895.1 $2 22",
        "100 1# $6 880-01 $a Mai, Jia, $d 1964- $e author. $0 n1", "240 10 $6 880-03 $a Jie mi. $l English",
        "245 14 $6 880-02 $a The code. $n Part 1, $p Decoded $h [text (large print)] : $b a novel / $c Mai Jia ; translated by Olivia Milburn.", "246 1# $i Cover title: $a The decoded $5 XyLms", "246 31 $a Code déchiffré",
        "250 ## $a First edition / $b revised by the author.", "264 #1 $3 v. 1 $a London ; $a New York : $b Allen Lane, $c 1997.", "264 #2 $a Harmondsworth : $b Penguin", "264 #4 $c ©1996",
        "300 ## $a xii, 302 pages : $b maps ; $c 21 cm + $e 1 booklet", "490 1# $a Chinese classics, $x 0000-0000 ; $v 3", "490 0# $a Penguin fiction",
        "500 ## $a A note.", "505 0# $a One -- Two.", "520 ## $a A boy breaks codes. $u http://example.org", "520 8# $a And another one.",
        "650 #0 $6 880-05 $a Ciphers $z China $v Fiction. $0 s1", "650 #7 $a Mathematicians. $2 fast $0 f1", "653 ## $a codes $a spies", "655 #7 $a Spy stories. $2 lcgft $0 g1", "655 #4 $a Novels",
        "700 1# $a Milburn, Olivia, $d 1950- $e translator, $e writer of preface. $4 trl", "700 12 $a Mai, Jia. $t Plot.", "710 2# $a Penguin Books. $4 pbl",
        "830 #0 $a Chinese classics ; $v v. 3. $0 u1", "856 40 $u http://example.org/cover",
        "880 1# $6 100-01/$1 $a 麦家, $d 1964- $e author.", "880 14 $6 245-02/$1 $a 密码 : $b 小说", "880 10 $6 240-03/$1 $a 解密. $l English", "880 #0 $6 650-05/$1 $a 密碼 $z 中國", "880 ## $6 500-00/$1 $a 附註",
        "952 ## $a CPL $b CPL $p 2", "999 ## $x local");

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Case("title", book => book with { Title = "The code. Part 2, Decoded" }, ["245 14 $6880-02$aThe code.$nPart 2,$pDecoded$h[text (large print)] :$ba novel /$cMai Jia ; translated by Olivia Milburn."]);
        yield return Case("another title", book => book with { Title = "Broken" }, ["245 10 $6880-02$aBroken$h[text (large print)] :$ba novel /$cMai Jia ; translated by Olivia Milburn."]);
        yield return Case("subtitle", book => book with { Subtitle = "a story" }, ["245 14 $6880-02$aThe code.$nPart 1,$pDecoded$h[text (large print)] :$ba story /$cMai Jia ; translated by Olivia Milburn."]);
        yield return Case("no subtitle", book => book with { Subtitle = null }, ["245 14 $6880-02$aThe code.$nPart 1,$pDecoded$h[text (large print)] /$cMai Jia ; translated by Olivia Milburn."]);
        yield return Case("isbn", book => book with { Isbn = "9780140434262" }, ["020 ## $a9780140434262 (hbk.) :$c£10.99"]);
        yield return Case("publisher", book => book with { Publisher = "Viking" }, ["264 #1 $3v. 1$aLondon ;$aNew York :$bViking,$c1997."]);
        yield return Case("year", book => book with { PublishedYear = 1998 }, ["264 #1 $3v. 1$aLondon ;$aNew York :$bAllen Lane,$c1998.", "008 260302r19981964enka          000 1 eng d"]);
        yield return Case("year before Christ", book => book with { PublishedYear = -40 }, ["264 #1 $3v. 1$aLondon ;$aNew York :$bAllen Lane,$c40 B.C.", "008 260302b        enka          000 1 eng d"]);
        yield return Case("edition", book => book with { Edition = "Second edition / revised by the author" }, ["250 ## $aSecond edition /$brevised by the author."]);
        yield return Case("another edition", book => book with { Edition = "2nd ed." }, ["250 ## $a2nd ed."]);
        yield return Case("language", book => book with { Language = "fr" }, ["008 260302r19971964enka          000 1 fre d", "041 1# $afre$ager$bfre$hchi"], ["041 07 $aen-GB$2rfc5646"]);
        yield return Case("other languages", book => book with { OtherLanguages = [] }, ["041 1# $aeng$bfre$hchi"], ["041 07 $aen-GB$2rfc5646"]);
        yield return Case("original language", book => book with { OriginalLanguage = "ru" }, ["041 1# $aeng$ager$bfre$hrus"]);
        yield return Case("pages", book => book with { PageCount = 310 }, ["300 ## $axii, 310 pages :$bmaps ;$c21 cm +$e1 booklet"]);
        yield return Case("volume of the series", book => book with { Series = "Chinese classics ; 4" }, ["490 1# $aChinese classics,$x0000-0000 ;$v4", "830 #0 $aChinese classics ;$vv. 4.$0u1"]);
        yield return Case("series", book => book with { Series = "Asian classics ; 3" }, ["490 0# $aAsian classics,$x0000-0000 ;$v3"], ["830 #0 $aChinese classics ;$vv. 3.$0u1"]);
        yield return Case("description", book => book with { Description = "A girl breaks codes.\n\nAnd another one." }, ["520 ## $aA girl breaks codes.$uhttp://example.org"]);
        yield return Case("one paragraph more", book => book with { Description = "A boy breaks codes.\n\nHe is good at it.\n\nAnd another one." }, ["520 ## $aHe is good at it."], added: true);
        yield return Case("genre", book => book with { Genre = "Thrillers" }, ["655 #4 $aThrillers"]);
        yield return Case("classification", book => book with { Classification = "895.2" }, ["082 04 $a895.2$223"]);
        yield return Case("material type", book => book with { MaterialType = "audiobook" }, []);
        yield return Case("author's name", book => book with { Contributors = [book.Contributors[0] with { Name = "Jiang, Benhu" }, .. book.Contributors.Skip(1)] },
            ["100 1# $6880-06$aJiang, Benhu$eauthor$4aut", "880 0# $6100-06$a麦家"]);
        yield return Case("author's role", book => book with { Contributors = [book.Contributors[0] with { Role = "compiler" }, .. book.Contributors.Skip(1)] },
            ["700 1# $6880-01$aMai, Jia,$d1964-$ecompiler.$0n1", "880 1# $6700-01/$1$a麦家,$d1964-$eauthor."]);
        yield return Case("translator's role", book => book with { Contributors = [book.Contributors[0], book.Contributors[1] with { Role = "editor" }, book.Contributors[2]] },
            ["700 1# $aMilburn, Olivia,$d1950-$eeditor,$ewriter of preface.$4edt"]);
        yield return Case("role of a body", book => book with { Contributors = [.. book.Contributors.Take(2), book.Contributors[2] with { Role = "issuing body" }] }, ["710 2# $aPenguin Books.$4isb"]);
        yield return Case("role without a code", book => book with { Contributors = [.. book.Contributors.Take(2), book.Contributors[2] with { Role = "friend" }] }, ["710 2# $aPenguin Books,$efriend."]);
        yield return Case("no translator", book => book with { Contributors = [book.Contributors[0], book.Contributors[2]] }, [], ["700 1# $aMilburn, Olivia,$d1950-$etranslator,$ewriter of preface.$4trl"]);
        yield return Case("somebody more", book => book with { Contributors = [.. book.Contributors, new Contributor("Payne, Christopher", "translator")] }, ["700 1# $aPayne, Christopher$etranslator$4trl"], added: true);
        yield return Case("another form of a name", book => book with { Contributors = [book.Contributors[0] with { OtherNames = ["麦家", "Jiang, Benhu"] }, .. book.Contributors.Skip(1)] }, ["880 1# $6100-01$aJiang, Benhu"], added: true);
        yield return Case("no other form of a name", book => book with { Contributors = [book.Contributors[0] with { OtherNames = [] }, .. book.Contributors.Skip(1)] }, [], ["880 1# $6100-01/$1$a麦家,$d1964-$eauthor."]);
        yield return Case("subject added", book => book with { Subjects = [.. book.Subjects, "China"] }, ["653 ## $aChina"], added: true);
        yield return Case("subject removed", book => book with { Subjects = [.. book.Subjects.Where(subject => subject != "Mathematicians")] }, [], ["650 #7 $aMathematicians.$2fast$0f1"]);
        yield return Case("subject with another script removed", book => book with { Subjects = [.. book.Subjects.Skip(1)] }, [], ["650 #0 $6880-05$aCiphers$zChina$vFiction.$0s1", "880 #0 $6650-05/$1$a密碼$z中國"]);
        yield return Case("one word of several removed", book => book with { Subjects = [.. book.Subjects.Where(subject => subject != "codes")] }, ["653 ## $aspies"]);
        yield return Case("subjects in another order", book => book with { Subjects = [.. book.Subjects.Reverse()] }, []);
        yield return Case("uniform title", book => book with { OtherTitles = Renamed(book, "Jie mi", "Jiemi") }, ["240 10 $6880-03$aJiemi.$lEnglish"]);
        yield return Case("other script of the uniform title removed", book => book with { OtherTitles = [.. book.OtherTitles.Where(title => title.Title != "解密")] }, [], ["880 10 $6240-03/$1$a解密.$lEnglish"]);
        yield return Case("variant title", book => book with { OtherTitles = Renamed(book, "The decoded", "The code") }, ["246 1# $iCover title:$aThe code$5XyLms"]);
        yield return Case("parallel title removed", book => book with { OtherTitles = [.. book.OtherTitles.Where(title => title.Kind != TitleKind.Parallel)] }, [], ["246 31 $aCode déchiffré"]);
        yield return Case("title in another script", book => book with { OtherTitles = Renamed(book, "密码 : 小说", "密码") }, ["880 00 $6245-02$a密码"]);
        yield return Case("title added", book => book with { OtherTitles = [.. book.OtherTitles, new OtherTitle("Decrypted")] }, ["246 3# $aDecrypted"], added: true);
        yield return Case("contained title removed", book => book with { OtherTitles = [.. book.OtherTitles.Where(title => title.Title != "Plot")] }, [], ["700 12 $aMai, Jia.$tPlot."]);
    }

    [TestCaseSource(nameof(Changes))]
    public void Only_the_fields_that_say_it_change(Func<BookFields, BookFields> change, string[] now, string[] gone, bool isAdded)
    {
        var revised = MarcRevision.Revise(Rich, Catalogued(Rich, change));

        var (before, after) = (AllLines(Rich).ToList(), AllLines(revised).ToList());
        Assert.That(after.Except(before), Is.EquivalentTo(now));
        Assert.That(before.Except(after), Is.SupersetOf(gone));
        Assert.That(before.Except(after).Except(gone).Count(), isAdded ? Is.Zero : Is.EqualTo(now.Length), "each field that is new stands for one before");
        // Whatever stays, stays in its order.
        Assert.That(after.Where(before.Contains), Is.EqualTo(before.Where(after.Contains)));
    }

    [TestCaseSource(nameof(Changes))]
    public void What_was_changed_is_read_again_as_it_is(Func<BookFields, BookFields> change, string[] now, string[] gone, bool isAdded)
    {
        var book = Catalogued(Rich, change);

        var read = MarcDescription.Read(MarcRevision.Revise(Rich, book), out _)!;

        Assert.That(Shown(read), Is.EqualTo(Shown(BookFields.Of(book))));
    }

    private static IReadOnlyList<OtherTitle> Renamed(BookFields book, string title, string now) => [.. book.OtherTitles.Select(other => other.Title == title ? other with { Title = now } : other)];

    private static string Shown(BookFields book) => string.Join('\n', book.Title, book.Subtitle, book.Isbn, book.Publisher, book.PublishedYear, book.Edition, book.Language, string.Join(',', book.OtherLanguages), book.OriginalLanguage,
        book.PageCount, book.Series, book.Description, book.Genre, book.Classification, string.Join(" | ", book.Contributors.Select(person => $"{person.Name} ({person.Role}): {string.Join(", ", person.OtherNames)}")),
        string.Join(" | ", book.Subjects.Order(StringComparer.Ordinal)), string.Join(" | ", book.OtherTitles.Select(title => $"{title.Title} ({title.Kind})").Order(StringComparer.Ordinal)));

    /// <param name="name">What is changed.</param>
    /// <param name="change">How.</param>
    /// <param name="now">The fields that say it then, each in the place of one before.</param>
    /// <param name="gone">The fields that are there no more.</param>
    /// <param name="added">Whether <paramref name="now"/> stand in no other's place.</param>
    private static TestCaseData Case(string name, Func<BookFields, BookFields> change, string[] now, string[]? gone = null, bool added = false) =>
        new TestCaseData(change, now, gone ?? [], added).SetArgDisplayNames(name);
}
