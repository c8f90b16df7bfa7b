using System.Globalization;
using System.Text;
using Lms.Application.Imports;
using Lms.Infrastructure.Catalog.Marc;
using static Lms.Tests.Catalog.Marc.Records;

namespace Lms.Tests.Catalog.Marc;

public sealed class ReadingMarcRecords
{
    private static readonly byte[] Good = Iso2709Writer.Write(Frankenstein);

    [Test]
    public async Task A_record_of_well_formed_Unicode_comes_out_byte_by_byte_as_it_was()
    {
        var reading = await ReadOneAsync(Good);

        Assert.That(reading.Remarks, Is.Empty);
        Assert.That(reading.Record!.Fields.Select(field => field.Tag), Is.EqualTo(["001", "003", "008", "020", "100", "245", "650"]));
        Assert.That(reading.Record.First("245")!['c'], Is.EqualTo("Mary Shelley – édition « intégrale »."));
        Assert.That(Iso2709Writer.Write(reading.Record), Is.EqualTo(Good));
    }

    [TestCase("\r\n")]
    [TestCase("\n\n  \t")]
    [TestCase("\0\0\0")]
    [TestCase("\u001a")]
    [TestCase("\u00ef\u00bb\u00bf")]
    public async Task What_writers_put_between_records_is_no_record(string filling)
    {
        var readings = await ReadAsync(Join(Latin1(filling), Good, Latin1(filling), Good, Latin1(filling)));

        Assert.That(readings.Select(reading => Iso2709Writer.Write(reading.Record!)), Is.EqualTo([Good, Good]));
        Assert.That(readings.Select(reading => reading.Number), Is.EqualTo([1, 2]));
    }

    [TestCase("00000")]
    [TestCase("99999")]
    [TestCase("00030")]
    [TestCase("     ")]
    [TestCase("abcde")]
    [TestCase("-0001")]
    public async Task A_wrong_length_harms_no_record(string length)
    {
        var wrong = Join(Latin1(length), Good[5..]);

        var readings = await ReadAsync(Join(wrong, Good, wrong));

        Assert.That(readings.Select(reading => reading.Record is { } record ? Iso2709Writer.Write(record) : Latin1(reading.Fault!)), Is.EqualTo([Good, Good, Good]));
    }

    [TestCase("00000")]
    [TestCase("00025")]
    [TestCase("99999")]
    [TestCase("xxxxx")]
    public async Task A_wrong_base_address_harms_no_record(string address)
    {
        var wrong = Join(Good[..12], Latin1(address), Good[17..]);

        Assert.That(Iso2709Writer.Write((await ReadOneAsync(wrong)).Record!), Is.EqualTo(Good));
    }

    [Test]
    public async Task A_missing_record_terminator_harms_no_record([Values] bool isCounted)
    {
        var cut = Good[..^1];
        if (!isCounted)
            Latin1($"{cut.Length:00000}").CopyTo(cut, 0);

        var readings = await ReadAsync(Join(cut, Good, cut));

        Assert.That(readings.Select(reading => Iso2709Writer.Write(reading.Record!)), Is.EqualTo([Good, Good, Good]));
    }

    [Test]
    public async Task A_last_field_without_a_terminator_is_whole()
    {
        var record = await ReadOneAsync([.. Good[..^2], Good[^1]]);

        Assert.That(Iso2709Writer.Write(record.Record!), Is.EqualTo(Good));
    }

    [Test]
    public async Task A_directory_without_a_terminator_ends_where_the_leader_says()
    {
        var end = Array.IndexOf(Good, Iso2709.FieldTerminator);
        var cut = Join(Good[..12], Latin1($"{end:00000}"), Good[17..end], Good[(end + 1)..]);

        Assert.That(Iso2709Writer.Write((await ReadOneAsync(cut)).Record!), Is.EqualTo(Good));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_leader_that_is_a_character_short_or_long_harms_no_record(bool isShort)
    {
        var wrong = isShort ? Join(Good[..17], Good[18..]) : Join(Good[..17], " "u8.ToArray(), Good[17..]);

        var record = (await ReadOneAsync(wrong)).Record!;

        Assert.That(record.Fields.Select(field => field.Tag), Is.EqualTo(Frankenstein.Fields.Select(field => field.Tag)));
        Assert.That(record.First("245")!['a'], Is.EqualTo("Frankenstein :"));
    }

    [Test]
    public async Task Lengths_counted_in_characters_harm_no_record()
    {
        var record = Frankenstein with { Fields = [.. Frankenstein.Fields, new DataField("700", '1', ' ', [new('a', "Żeromski, Stefan")]), new DataField("710", '2', ' ', [new('a', "Éditions")])] };
        var right = Iso2709Writer.Write(record);
        var text = Encoding.UTF8.GetString(right);
        var data = text.IndexOf('\u001e', StringComparison.Ordinal) + 1;
        var (directory, at) = (new StringBuilder(), 0);
        foreach (var (field, content) in record.Fields.Zip(text[data..].Split('\u001e')))
        {
            directory.Append(CultureInfo.InvariantCulture, $"{field.Tag}{content.Length + 1:0000}{at:00000}");
            at += content.Length + 1;
        }

        Assert.That(Iso2709Writer.Write((await ReadOneAsync(Encoding.UTF8.GetBytes($"{text.Length:00000}{text[5..24]}{directory}\u001e{text[data..]}"))).Record!), Is.EqualTo(right));
    }

    [TestCase(3, "9999")]
    [TestCase(3, "000A")]
    [TestCase(3, "0001")]
    [TestCase(7, "99999")]
    [TestCase(7, "00000")]
    [TestCase(7, " x 1 ")]
    public async Task A_wrong_entry_of_the_directory_harms_no_record(int place, string wrong)
    {
        var bytes = Good.ToArray();
        Latin1(wrong).CopyTo(bytes, 24 + 5 * 12 + place);

        Assert.That(Iso2709Writer.Write((await ReadOneAsync(bytes)).Record!), Is.EqualTo(Good));
    }

    [Test]
    public async Task Fields_that_lie_in_another_order_than_the_directory_names_them_are_found()
    {
        var bytes = Latin1("00065nam a2200049 a 4500245000900006001000600000\u001e12345\u001e00\u001faEmma\u001e\u001d");

        var record = (await ReadOneAsync(bytes)).Record!;

        Assert.That(record.First("245")!['a'], Is.EqualTo("Emma"));
        Assert.That(record.Control("001"), Is.EqualTo("12345"));
        Assert.That(record.Fields[0].Tag, Is.EqualTo("245"), "the directory says the order");
    }

    [TestCase("00065nam a2200049 a 4500245000900006001000600000\u001e12345\u001e00\u001faEmma\u001e\u001d", true, Description = "fields in another order than the directory's")]
    [TestCase("00069nam a2200049 a 4500001000600000245000900010\u001e12345\u001elost00\u001faEmma\u001e\u001d", false, Description = "the second field does not begin where the directory says")]
    [TestCase("00065nam  2200049 a 4500245000900006001000600000\u001e12345\u001e00\u001faEmma\u001e\u001d", false, Description = "to be converted from MARC-8")]
    [TestCase("00066nam a2200049 a 4500245000900006001000600000\u001e12345\u001e00\u001faEmma\u001e\u001d", false)]
    [TestCase("00065nam a2200048 a 4500245000900006001000600000\u001e12345\u001e00\u001faEmma\u001e\u001d", false)]
    [TestCase("00065nam a2200049 a 4500245000800006001000600000\u001e12345\u001e00\u001faEmma\u001e\u001d", false)]
    public async Task A_well_formed_record_is_kept_byte_by_byte_however_it_is_laid_out(string bytes, bool isKept)
    {
        var reading = await ReadOneAsync(Latin1(bytes));

        Assert.That(reading.Original, isKept ? Is.EqualTo(Latin1(bytes)) : Is.Null);
        Assert.That(MarcIntake.Read(reading, 0).Source!.Content, Is.EqualTo(reading.Original ?? Iso2709Writer.Write(reading.Record!)));
    }

    [TestCase("00064nam a2200038 a 45001245000900000\u001e00\u001faEmma\u001e\u001d", Description = "a digit too many before the first entry")]
    [TestCase("00076nam a2200050 a 45002450009000000100000600009\u001e00\u001faEmma\u001e12345\u001e\u001d")]
    public async Task A_directory_that_is_a_character_too_long_is_not_read_as_other_tags(string bytes)
    {
        Assert.That((await ReadOneAsync(Latin1(bytes))).Fault, Does.Contain("no directory"));
    }

    [Test]
    public async Task A_record_with_an_empty_directory_has_no_fields()
    {
        Assert.That((await ReadOneAsync(Latin1("00026nam a2200025 a 4500\u001e\u001d"))).Record!.Fields, Is.Empty);
    }

    [Test]
    public async Task A_record_longer_than_its_length_can_say_is_kept()
    {
        var record = Frankenstein with
        {
            Fields = [.. Frankenstein.Fields, .. Enumerable.Range(0, 300).Select(number => new DataField("500", ' ', ' ', [new('a', new string('x', 1000) + number)])), new DataField("520", ' ', ' ', [new('a', new string('y', 20_000))])],
        };

        var bytes = Iso2709Writer.Write(record);
        var readings = await ReadAsync(Join(Good, bytes, Good));

        Assert.That(bytes[..5], Is.EqualTo("99999"u8.ToArray()));
        Assert.That(readings, Has.Count.EqualTo(3));
        Assert.That(Iso2709Writer.Write(readings[1].Record!), Is.EqualTo(bytes));
        Assert.That(readings[1].Record!.First("520")!['a'], Has.Length.EqualTo(20_000));
    }

    [Test]
    public async Task A_length_of_six_digits_moves_nothing_else_in_the_leader()
    {
        var record = (await ReadOneAsync(Join("100"u8.ToArray(), Good[2..]))).Record!;

        Assert.That((record.Leader.TypeOfRecord, record.Leader.BibliographicLevel, record.Leader.CharacterCodingScheme), Is.EqualTo(('a', 'm', 'a')));
        Assert.That(Iso2709Writer.Write(record), Is.EqualTo(Good));
    }

    [TestCase("\u001f\u008b\u0008")]
    [TestCase("PK\u0003\u0004")]
    public void A_compressed_file_is_refused_for_what_it_is(string beginning)
    {
        Assert.That(async () => await ReadAsync(Join(Latin1(beginning), Good)), Throws.TypeOf<UnreadableFileException>().With.Message.Contains("compressed"));
        Assert.That(async () => await new MarcXmlReader(new MemoryStream(Join(Latin1(beginning), Good))).ReadAsync().ToListAsync(), Throws.TypeOf<UnreadableFileException>().With.Message.Contains("compressed"));
    }

    [TestCase("", ' ', ' ', null)]
    [TestCase("1", '1', ' ', null)]
    [TestCase("14", '1', '4', null)]
    [TestCase("145", '1', '4', "two indicators")]
    [TestCase("1\u00e1", '1', ' ', "no printable ASCII character")]
    public async Task Indicators_are_two_whatever_the_field_has_and_what_is_lost_is_named(string indicators, char first, char second, string? remark)
    {
        var field = $"{indicators}\u001faEmma\u001e";
        var reading = await ReadOneAsync(Latin1($"{38 + field.Length:00000}nam a2200037 a 4500245{field.Length:0000}00000\u001e{field}\u001d"));

        var title = reading.Record!.First("245")!;
        Assert.That((title.Indicator1, title.Indicator2, title['a']), Is.EqualTo((first, second, "Emma")));
        Assert.That(reading.Remarks, remark is null ? Is.Empty : Has.One.Contains(remark));
    }

    [Test]
    public async Task A_tag_of_letters_may_stand_for_a_field_of_either_kind()
    {
        var record = Frankenstein with { Fields = [.. Frankenstein.Fields, new ControlField("FMT", "BK"), new DataField("CAT", ' ', ' ', [new('a', "CONV")])] };

        var read = (await ReadOneAsync(Iso2709Writer.Write(record))).Record!;

        Assert.That(read.Control("FMT"), Is.EqualTo("BK"));
        Assert.That(read.First("CAT")!['a'], Is.EqualTo("CONV"));
    }

    [Test]
    public async Task Parts_without_a_code_are_passed_over_and_empty_ones_are_kept()
    {
        var field = "00\u001f\u001fa\u001fb\u001fcEmma\u001f\u001e";
        var record = (await ReadOneAsync(Latin1($"{38 + field.Length:00000}nam a2200037 a 4500245{field.Length:0000}00000\u001e{field}\u001d"))).Record!;

        Assert.That(record.First("245")!.Subfields, Is.EqualTo([new Subfield('a', ""), new Subfield('b', ""), new Subfield('c', "Emma")]));
    }

    [Test]
    public async Task A_file_that_ends_within_a_record_gives_all_records_before_it_and_names_the_last()
    {
        for (var cut = 30; cut < Good.Length - 2; cut += 17)
        {
            var readings = await ReadAsync(Join(Good, Good, Good[..cut]));

            Assert.That(readings, Has.Count.EqualTo(3));
            Assert.That(readings[1].Record, Is.Not.Null);
            Assert.That(readings[2].Number, Is.EqualTo(3));
            Assert.That(readings[2].Fault, Does.StartWith("The file ends within it"));
        }
    }

    [Test]
    public async Task Rubbish_between_two_records_is_named_and_keeps_neither_out()
    {
        var readings = await ReadAsync(Join(Good, Latin1("<html>Service unavailable</html>\u001d"), Good));

        Assert.That(readings.Select(reading => reading.Fault is null), Is.EqualTo([true, false, true]));
        Assert.That(readings[1].Fault, Does.Contain("no directory"));
        Assert.That(Iso2709Writer.Write(readings[2].Record!), Is.EqualTo(Good));
    }

    [Test]
    public async Task A_directory_that_does_not_fit_its_fields_is_named()
    {
        var reading = await ReadOneAsync(Latin1("00090nam a2200061 a 4500245000900099100000900199650000900299\u001e00\u001faEmma\u001e1 \u001faAusten\u001e\u001d"));

        Assert.That(reading.Fault, Is.EqualTo("Its directory does not fit its fields: it names 3, and there are 2."));
    }

    [Test]
    public async Task Fields_without_subfields_keep_their_text()
    {
        var record = (await ReadOneAsync(Latin1("00060nam a2200037 a 4500500002200000\u001e  Includes an index.\u001e\u001d"))).Record!;

        Assert.That(record.First("500")!['a'], Is.EqualTo("Includes an index."));
    }

    [Test]
    public void The_text_of_a_field_never_breaks_its_record()
    {
        var record = Frankenstein with { Fields = [new ControlField("001", "1\u001d2"), new DataField("245", '\u001e', 'é', [new('\u001f', "a\u001eb\u001fc\u001dd")])] };

        var read = Iso2709Record.Read(1, Iso2709Writer.Write(record)).Record!;

        Assert.That(read.Control("001"), Is.EqualTo("1 2"));
        Assert.That(read.First("245"), Is.Not.Null);
        Assert.That(read.First("245")!.Subfields, Is.EqualTo([new Subfield(' ', "a b c d")]));
    }
}
