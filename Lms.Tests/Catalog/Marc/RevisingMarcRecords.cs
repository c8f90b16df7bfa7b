using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Marc;
using static Lms.Tests.Catalog.Marc.CataloguingFromMarc;

namespace Lms.Tests.Catalog.Marc;

/// <summary>What becomes of a kept record when the catalogue says something else.</summary>
public sealed class RevisingMarcRecords
{
    private static readonly MarcRecord Record = Read(
        "008 260302s1997    enk           000 1 eng d",
        "020 ## $a 9780747532699 $q (hbk.)", "041 1# $a eng $h fre",
        "100 1# $6 880-01 $a Mai, Jia, $d 1964- $0 n1", "240 10 $a Jie mi.", "245 10 $6 880-02 $a Decoded : $b a novel / $c Mai Jia ; translated by Olivia Milburn.", "246 1# $i Cover title: $a The decoded",
        "500 ## $a A note.", "650 #0 $a Ciphers $v Fiction. $0 s1", "650 #7 $a Mathematicians. $2 fast", "700 1# $a Milburn, Olivia, $d 1950- $e translator.", "700 12 $a Mai, Jia. $t Plot.",
        "880 1# $6 100-01/$1 $a 麦家, $d 1964-", "880 10 $6 245-02/$1 $a 解密", "999 ## $x local");

    [Test]
    public void A_record_is_the_same_where_nothing_was_changed() => Assert.That(MarcRevision.Revise(Record, Catalogued(Record)), Is.SameAs(Record));

    [Test]
    public void A_record_that_names_nobody_is_the_same_where_nothing_was_changed()
    {
        var record = Read("245 00 $a Beowulf.");

        Assert.That(MarcRevision.Revise(record, Catalogued(record)), Is.SameAs(record));
    }

    [Test]
    public void A_new_subject_leaves_the_other_subjects_as_they_were()
    {
        var revised = Revise(book => book with { Subjects = ["Ciphers -- Fiction", "China"] });

        Assert.That(Lines(revised), Is.EquivalentTo(Lines(Record).Except(["650 #7 $aMathematicians.$2fast"]).Append("653 ## $aChina")));
    }

    [Test]
    public void A_new_translator_leaves_what_is_known_of_the_author()
    {
        var revised = Revise(book => book with { Contributors = [book.Contributors[0], new Contributor("Payne, Christopher", "translator")] });

        Assert.That(Lines(revised), Is.EquivalentTo(Lines(Record).Except(["700 1# $aMilburn, Olivia,$d1950-$etranslator."]).Append("700 1# $aPayne, Christopher$etranslator$4trl")));
    }

    [Test]
    public void People_in_another_order_keep_what_is_known_of_them()
    {
        var revised = Revise(book => book with { Contributors = [book.Contributors[1] with { Role = "author" }, book.Contributors[0]] });

        Assert.That(Lines(revised), Has.One.EqualTo("100 1# $aMilburn, Olivia,$d1950-$eauthor."));
        Assert.That(Lines(revised), Has.One.EqualTo("700 1# $6880-01$aMai, Jia,$d1964-$0n1").And.One.EqualTo("880 1# $6700-01/$1$a麦家,$d1964-"));
        Assert.That(Lines(revised), Has.None.StartsWith("880 1# $6100"));
    }

    [Test]
    public void Another_form_of_a_name_is_linked_to_it()
    {
        var revised = Revise(book => book with { Contributors = [book.Contributors[0] with { OtherNames = ["麦家", "Jiang, Benhu"] }, book.Contributors[1]] });

        Assert.That(Lines(revised), Has.One.EqualTo("100 1# $6880-01$aMai, Jia,$d1964-$0n1").And.One.EqualTo("880 1# $6100-01/$1$a麦家,$d1964-").And.One.EqualTo("880 1# $6100-01$aJiang, Benhu"));
        Assert.That(MarcDescription.Read(revised, out _)!.Contributors[0].OtherNames, Is.EqualTo(["麦家", "Jiang, Benhu"]));
    }

    [Test]
    public void A_new_title_keeps_the_statement_of_responsibility_and_its_form_in_another_script()
    {
        var revised = Revise(book => book with { Title = "Decoding", Subtitle = null });

        Assert.That(Lines(revised), Is.EquivalentTo(Lines(Record).Where(line => !line.StartsWith("245", StringComparison.Ordinal)).Append("245 10 $6880-02$aDecoding /$cMai Jia ; translated by Olivia Milburn.")));
    }

    [Test]
    public void Other_titles_are_written_and_taken_out_one_by_one()
    {
        var revised = Revise(book => book with { OtherTitles = [.. book.OtherTitles.Where(title => title.Title is not ("The decoded" or "解密" or "Plot")), new OtherTitle("Decrypted", TitleKind.Parallel), new OtherTitle("解密 2", TitleKind.OtherScript)] });

        Assert.That(Lines(revised), Has.None.StartsWith("246 1#").And.None.Contains("$tPlot").And.None.EndsWith("$a解密"));
        Assert.That(Lines(revised), Has.One.EqualTo("246 31 $aDecrypted").And.One.EqualTo("240 10 $aJie mi.").And.One.EqualTo("880 00 $6245-02$a解密 2"));
        Assert.That(Lines(revised), Has.One.EqualTo("245 10 $6880-02$aDecoded :$ba novel /$cMai Jia ; translated by Olivia Milburn."));
    }

    [Test]
    public void Languages_are_written_with_what_it_was_translated_from() =>
        Assert.That(Lines(Revise(book => book with { OtherLanguages = ["de"], OriginalLanguage = "zh" })), Has.One.EqualTo("041 1# $aeng$ager$hchi"));

    [Test]
    public void Whatever_real_records_say_is_the_same_where_nothing_was_changed_and_an_edition_changes_nothing_else()
    {
        foreach (var name in new[] { "test_data.utf8.mrc", "hebrew880s.marc" })
        {
            foreach (var record in ReadingRealMarcRecords.RecordsIn(name))
            {
                Assert.That(MarcRevision.Revise(record, Catalogued(record)), Is.SameAs(record));
                var revised = MarcRevision.Revise(record, Catalogued(record, book => book with { Edition = "A new edition" }));
                Assert.That(revised.Fields.Where(field => !IsEdition(field)), Is.EqualTo(record.Fields.Where(field => !IsEdition(field))));
                var shuffled = Catalogued(record, book => book with { Contributors = [.. book.Contributors.Reverse()], Subjects = [.. book.Subjects.Skip(1)], OtherTitles = [.. book.OtherTitles.Skip(1), new OtherTitle("Another")] });
                var read = MarcDescription.Read(MarcRevision.Revise(record, shuffled), out _)!;
                Assert.That(read.OtherTitles, Is.EquivalentTo(shuffled.OtherTitles));
                Assert.That(read.Subjects, Is.EquivalentTo(shuffled.Subjects));
                Assert.That(read.Contributors, Is.SupersetOf(shuffled.Contributors.Where(person => person.Role != Contributor.Author)));
            }
        }
    }

    [Test]
    public void A_book_is_the_same_after_it_was_written_and_read()
    {
        var said = new BookFields
        {
            Title = "Decoded",
            Subtitle = "a novel",
            Author = "Mai, Jia",
            Contributors = [new Contributor("Mai, Jia", "author") { OtherNames = ["麦家", "Jiang, Benhu"] }, new Contributor("Milburn, Olivia", "translator") { OtherNames = ["O. M"] }],
            OtherTitles = [.. Enum.GetValues<TitleKind>().Select(kind => new OtherTitle($"The {kind} title", kind)), new OtherTitle("解密", TitleKind.OtherScript)],
            Language = "en",
            OtherLanguages = ["zh", "grc"],
            OriginalLanguage = "zh",
            Subjects = ["Ciphers"],
            Isbn = "9780747532699",
        };

        var read = MarcDescription.Read(BookAsMarc.Of(Book.Catalogue(Describe(said), false, DateTimeOffset.UnixEpoch), []), out var remarks)!;

        Assert.That(remarks, Is.Empty);
        Assert.That(read.Contributors, Is.EqualTo(said.Contributors));
        Assert.That(read.OtherTitles, Is.EquivalentTo(said.OtherTitles));
        Assert.That((read.Title, read.Subtitle, read.Author, read.Language, read.OriginalLanguage), Is.EqualTo((said.Title, said.Subtitle, said.Author, said.Language, said.OriginalLanguage)));
        Assert.That(read.OtherLanguages, Is.EqualTo(said.OtherLanguages));
    }

    [Test]
    public void An_Issn_goes_where_serials_have_it() =>
        Assert.That(Lines(BookAsMarc.Of(Book.Catalogue(new BookDescription { Title = "Bulletin", Author = "x", Isbn = "03178471", MaterialType = "magazine" }, false, DateTimeOffset.UnixEpoch), [])),
            Has.One.EqualTo("022 ## $a0317-8471").And.None.StartsWith("020"));

    private static MarcRecord Revise(Func<BookFields, BookFields> change) => MarcRevision.Revise(Record, Catalogued(Record, change));

    internal static Book Catalogued(MarcRecord record, Func<BookFields, BookFields>? change = null)
    {
        var said = MarcDescription.Read(record, out _)!;
        return Book.Catalogue(Describe(change is null ? said : change(said)), false, DateTimeOffset.UnixEpoch);
    }

    private static BookDescription Describe(BookFields said) => new()
    {
        Title = said.Title,
        Subtitle = said.Subtitle,
        OtherTitles = said.OtherTitles,
        Author = said.Author,
        Contributors = said.Contributors,
        Isbn = said.Isbn,
        Genre = said.Genre,
        Subjects = said.Subjects,
        Series = said.Series,
        Publisher = said.Publisher,
        PublishedYear = said.PublishedYear,
        Edition = said.Edition,
        Language = said.Language,
        OtherLanguages = said.OtherLanguages,
        OriginalLanguage = said.OriginalLanguage,
        PageCount = said.PageCount,
        Description = said.Description,
        Classification = said.Classification,
        MaterialType = said.MaterialType,
    };

    private static bool IsEdition(MarcField field) => field.Tag == "250" || (field is DataField data && MarcScripts.TagOf(data) == "250");

    /// <summary>Fields as people read them, the control fields too.</summary>
    internal static IEnumerable<string> AllLines(MarcRecord record) => record.Fields.OfType<ControlField>().Select(field => $"{field.Tag} {field.Data}").Concat(Lines(record));

    /// <summary>Fields as people read them.</summary>
    private static IEnumerable<string> Lines(MarcRecord record) => record.Fields.OfType<DataField>()
        .Select(field => $"{field.Tag} {$"{field.Indicator1}{field.Indicator2}".Replace(' ', '#')} {string.Concat(field.Subfields.Select(part => $"${part.Code}{part.Value}"))}");
}
