using System.Text;
using Lms.Application.Imports;
using Lms.Infrastructure.Catalog.Marc;
using static Lms.Tests.Catalog.Marc.Records;

namespace Lms.Tests.Catalog.Marc;

public sealed class ReadingMarcXml
{
    private const string Emma = """<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">1</controlfield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">Emma &amp; co</subfield></datafield></record>""";

    [Test]
    public async Task A_record_is_the_same_after_it_was_written_and_read()
    {
        var reading = (await ReadXmlAsync(await WriteXmlAsync(Frankenstein))).Single();

        Assert.That(Iso2709Writer.Write(reading.Record!), Is.EqualTo(Iso2709Writer.Write(Frankenstein)));
    }

    [TestCase("""<collection xmlns="http://www.loc.gov/MARC21/slim">{0}{0}</collection>""")]
    [TestCase("<collection>{0}\n  {0}</collection>")]
    [TestCase("""<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><record><header/><metadata><c xmlns="http://www.loc.gov/MARC21/slim">{0}</c></metadata></record><record><metadata><c xmlns="http://www.loc.gov/MARC21/slim">{0}</c></metadata></record></OAI-PMH>""")]
    public async Task Records_are_found_whatever_they_lie_in(string around)
    {
        var readings = await ReadXmlAsync(around.Replace("{0}", Emma));

        Assert.That(readings.Select(reading => (reading.Number, reading.Record!.First("245")!['a'])), Is.EqualTo([(1, "Emma & co"), (2, "Emma & co")]));
    }

    [Test]
    public async Task Prefixes_comments_and_sections_make_no_difference()
    {
        var record = (await ReadXmlAsync("""
            <marc:record xmlns:marc="http://www.loc.gov/MARC21/slim"><!-- hand-made -->
              <marc:leader>
                nam a22        4500
              </marc:leader>
              <marc:controlfield tag="001"> 42 </marc:controlfield>
              <marc:datafield tag="245"><marc:subfield code="a"><![CDATA[Q & A]]></marc:subfield><marc:subfield code="b"/></marc:datafield>
              <marc:datafield tag="500" ind1="" ind2="8"/>
            </marc:record>
            """)).Single().Record!;

        Assert.That(record.Leader.ToString(), Is.EqualTo("     nam a22        4500"));
        Assert.That(record.Control("001"), Is.EqualTo(" 42 "));
        Assert.That(record.First("245")!.Subfields, Is.EqualTo([new Subfield('a', "Q & A"), new Subfield('b', "")]));
        Assert.That(record.First("500"), Is.EqualTo(new DataField("500", ' ', '8', [])).Using<DataField>((left, right) => left.Tag == right.Tag && left.Indicator2 == right.Indicator2));
    }

    [TestCase("á", ' ')]
    [TestCase("01", '0')]
    public async Task What_is_lost_of_an_indicator_is_named(string indicator, char kept)
    {
        var reading = (await ReadXmlAsync($"""<record><datafield tag="245" ind1="1" ind2="{indicator}"><subfield code="a">Emma</subfield></datafield></record>""")).Single();

        Assert.That(reading.Record!.First("245")!.Indicator2, Is.EqualTo(kept));
        Assert.That(reading.Remarks, Has.One.Contains("indicator"));
    }

    [TestCase("""<record><datafield ind1=" "><subfield code="a">x</subfield></datafield></record>""", "datafield")]
    [TestCase("""<record><datafield tag="245"><subfield>x</subfield></datafield></record>""", "245")]
    [TestCase("""<record><datafield tag="245"><subfields code="a">x</subfields></datafield></record>""", "245")]
    [TestCase("""<record><controlfield tag="1x">x</controlfield></record>""", "controlfield")]
    [TestCase("<record/>", "no fields")]
    public async Task A_record_that_is_none_is_named_and_keeps_no_other_out(string wrong, string reason)
    {
        var readings = await ReadXmlAsync($"<collection>{Emma}{wrong}{Emma}</collection>");

        Assert.That(readings.Select(reading => reading.Fault is null), Is.EqualTo([true, false, true]));
        Assert.That(readings[1].Fault, Does.Contain(reason));
    }

    [TestCase("""<subfields code="b">y</subfields>""", "Something in field 245 at line 1")]
    [TestCase("""<subfield>y</subfield>""", "Something in field 245 at line 1")]
    [TestCase("""<subfield code="ab">y</subfield>""", "Something in field 245 at line 1")]
    [TestCase("""</datafield><datafield><subfield code="a">y</subfield>""", "A datafield at line 1")]
    [TestCase("""</datafield><title>Emma</title><datafield tag="500"><subfield code="a">y</subfield>""", "A title at line 1")]
    public async Task A_part_that_no_record_has_is_left_out_and_said_and_the_rest_of_the_record_goes_in(string part, string remark)
    {
        var reading = (await ReadXmlAsync($"""<record><datafield tag="245" ind1="1" ind2="0"><subfield code="a">Emma</subfield>{part}</datafield><datafield tag="300"><subfield code="a">9 p.</subfield></datafield></record>""")).Single();

        Assert.That(reading.Record!.First("245")!.Subfields, Is.EqualTo([new Subfield('a', "Emma")]));
        Assert.That(reading.Record.First("300")!['a'], Is.EqualTo("9 p."));
        Assert.That(reading.Remarks, Has.Count.EqualTo(1).And.One.StartsWith(remark));
    }

    [Test]
    public async Task Zeros_that_a_tag_has_lost_are_put_back()
    {
        var record = (await ReadXmlAsync("""<record><controlfield tag="1">n1</controlfield><datafield tag="42" ind1="z" ind2="z"><subfield code="a">dc</subfield></datafield></record>""")).Single().Record!;

        Assert.That(record.Control("001"), Is.EqualTo("n1"));
        Assert.That(record.First("042")!['a'], Is.EqualTo("dc"));
    }

    [TestCase("<record><leader>00000nam</leader", Description = "cut off")]
    [TestCase("""<record><controlfield tag="001">\u0001</controlfield></record>""")]
    [TestCase("""<record><controlfield tag="001">&unknown;</controlfield></record>""")]
    [TestCase("""<record><datafield tag="245"><subfield code="a">Q & A</subfield></datafield></record>""")]
    [TestCase("""<record><datafield tag="245"><subfield code="a">a < b</subfield></datafield></record>""")]
    [TestCase("""<record><datafield tag="245"><subfield code="a">Emma</datafield></record>""")]
    [TestCase("""<record><datafield tag="245><subfield code="a">Emma</subfield></datafield></record>""")]
    [TestCase("""<record><controlfield tag="001" tag="001">1</controlfield></record>""")]
    [TestCase("""<recrod><controlfield tag="001">1</controlfield></record>""")]
    [TestCase("""<record><controlfield tag="001">1</controlfield>""", Description = "no end")]
    [TestCase("""<record><controlfield tag="001"><![CDATA[1</controlfield></record>""")]
    [TestCase("""<record><!-- <controlfield tag="001">1</controlfield></record>""")]
    public async Task A_record_whose_Xml_is_broken_is_named_and_all_others_go_in(string broken)
    {
        broken = broken.Replace("\\u0001", "\u0001");

        var readings = await ReadXmlAsync($"<collection>\n{Emma}\r\n{broken}\n{Emma}{broken}\n{Emma}</collection>");

        Assert.That(readings.Select(reading => (reading.Number, reading.Record?.First("245")?['a'])),
            Is.EqualTo([(1, "Emma & co"), (2, null), (3, "Emma & co"), (4, null), (5, "Emma & co")]));
        Assert.That(readings[1].Fault, Does.Match("at line [345]"));
        Assert.That(readings[3].Fault, Does.Match("at line [45]"));
    }

    [TestCase("<collection>{0}<record><leader>")]
    [TestCase("<collection>{0}<record><leader>00000nam</leader></record")]
    public async Task A_file_that_ends_within_a_record_gives_all_records_before_it_and_names_the_last(string cut)
    {
        var readings = await ReadXmlAsync(cut.Replace("{0}", Emma));

        Assert.That(readings.Select(reading => reading.Fault is null), Is.EqualTo([true, false]));
    }

    [TestCase("""<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{0}</ListRecords></OAI-PMH>""", """<record><header/><metadata><record xmlns="http://www.loc.gov/MARC21/slim">{0}</record></metadata></record>""")]
    [TestCase("""<r xmlns:zs="urn:sru"><zs:records xmlns:marc="http://www.loc.gov/MARC21/slim">{0}</zs:records></r>""", """<zs:record><zs:recordData><marc:record>{0}</marc:record></zs:recordData></zs:record>""")]
    [TestCase("""<!DOCTYPE collection SYSTEM "marcxml.dtd"><marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim">{0}</marc:collection>""", "<marc:record>{0}</marc:record>")]
    public async Task Namespaces_are_known_behind_a_broken_record_too(string around, string record)
    {
        var prefix = record.Contains("marc:") ? "marc:" : "";
        var (good, bad) = ($"""<{prefix}controlfield tag="001">1</{prefix}controlfield>""", $"""<{prefix}controlfield tag="001">A&B</{prefix}controlfield>""");

        var readings = await ReadXmlAsync(around.Replace("{0}", string.Concat(new[] { good, bad, good, bad, good }.Select(content => record.Replace("{0}", content)))));

        Assert.That(readings.Select(reading => reading.Record?.Control("001")), Is.EqualTo(["1", null, "1", null, "1"]));
    }

    [Test]
    public async Task Several_documents_in_one_file_are_read_one_after_the_other()
    {
        var document = $"""<?xml version="1.0" encoding="UTF-8"?><collection xmlns="http://www.loc.gov/MARC21/slim">{Emma}{Emma}</collection>""";

        var readings = await ReadXmlAsync($"{document}\n{document}\n{document}");

        Assert.That(readings.Select(reading => reading.Record?.First("245")!['a']), Is.EqualTo(Enumerable.Repeat("Emma & co", 6)));
    }

    [TestCase("<collection>{0}</wrong>")]
    [TestCase("<collection>{0}")]
    [TestCase("<collection>{0}</collection><collection>")]
    [TestCase("")]
    [TestCase("Service unavailable")]
    public async Task Where_the_Xml_breaks_in_no_record_the_reading_ends_with_a_reason(string broken)
    {
        var read = 0;
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(broken.Replace("{0}", Emma)));

        var refusal = Assert.ThrowsAsync<UnreadableFileException>(async () =>
        {
            await foreach (var _ in new MarcXmlReader(stream).ReadAsync())
                read++;
        });

        Assert.That(read, Is.EqualTo(broken.Contains("{0}") ? 1 : 0));
        Assert.That(refusal!.Message, Does.Match("^The XML is broken.* at line [01]"));
    }

    [TestCase("utf-8", true)]
    [TestCase("utf-8", false)]
    [TestCase("utf-16", true)]
    [TestCase("utf-16", false)]
    [TestCase("utf-16BE", true)]
    [TestCase("utf-16BE", false)]
    [TestCase("iso-8859-1", false)]
    [TestCase("windows-1252", false)]
    public async Task Xml_is_read_in_the_encoding_that_it_has(string name, bool isMarked)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var xml = $"""<?xml version="1.0" encoding="{name}"?><collection>{Emma.Replace("&amp; co", "Café")}</collection>""";
        await using var stream = new MemoryStream([.. isMarked ? encoding.GetPreamble() : [], .. encoding.GetBytes(xml)]);

        var reading = (await new MarcXmlReader(stream).ReadAsync().ToListAsync()).Single();

        Assert.That(reading.Record!.First("245")!['a'], Is.EqualTo("Emma Café"));
        Assert.That(reading.Remarks, Is.Empty);
    }

    [Test]
    public async Task Blanks_before_the_first_tag_and_a_wrong_word_for_the_encoding_harm_no_record()
    {
        var readings = await ReadXmlAsync($"""\r\n \uFEFF<?xml version="1.0" encoding="UTF-16"?><collection>{Emma}</collection>""".Replace("\\r\\n", "\r\n").Replace("\\uFEFF", "\uFEFF"));

        Assert.That(readings.Single().Record!.First("245")!['a'], Is.EqualTo("Emma & co"));
    }

    [Test]
    public async Task Bytes_that_are_no_characters_are_replaced_and_named()
    {
        await using var stream = new MemoryStream([.. Encoding.UTF8.GetBytes("<collection>" + Emma.Replace("&amp; co", "|") + Emma + "</collection>").Select(value => value == '|' ? (byte)0xE9 : value)]);

        var readings = await new MarcXmlReader(stream).ReadAsync().ToListAsync();

        Assert.That(readings.Select(reading => reading.Record!.First("245")!['a']), Is.EqualTo(["Emma \uFFFD", "Emma & co"]));
        Assert.That(readings[0].Remarks, Is.EqualTo(["Bytes that are no characters were replaced in field 245."]));
        Assert.That(readings[1].Remarks, Is.Empty);
    }

    [Test]
    public void An_encoding_that_nobody_knows_is_named()
    {
        var refusal = Assert.ThrowsAsync<UnreadableFileException>(() => ReadXmlAsync("""<?xml version="1.0" encoding="klingon"?><collection/>"""));

        Assert.That(refusal!.Message, Does.Contain("'klingon'"));
    }

    [Test]
    public void A_document_type_definition_is_refused()
    {
        var refusal = Assert.ThrowsAsync<UnreadableFileException>(() => ReadXmlAsync("""<!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><c>&b;</c>"""));

        Assert.That(refusal!.Message, Does.Contain("DTD"));
    }

    [Test]
    public async Task Records_are_found_wherever_the_pieces_of_a_file_end()
    {
        var random = new Random(7);
        var parts = Enumerable.Range(0, 400).Select(number => (IsBroken: random.Next(4) == 0, Pad: new string('x', random.Next(300)), Number: number)).ToList();
        var xml = "<collection>\n" + string.Concat(parts.Select(part => $"""<!-- {part.Pad} --><record><controlfield tag="001">{(part.IsBroken ? "A&B" : part.Number)}</controlfield></record>{(part.Number % 3 == 0 ? "\r\n" : "")}""")) + "</collection>";
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));

        var readings = await new MarcXmlReader(stream).ReadAsync().ToListAsync();

        Assert.That(readings.Select(reading => reading.Record?.Control("001")), Is.EqualTo(parts.Select(part => part.IsBroken ? null : part.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Test]
    public async Task What_Xml_cannot_hold_is_replaced()
    {
        var xml = await WriteXmlAsync(Frankenstein with { Fields = [new ControlField("001", "a\u0001b"), new DataField("245", '1', '0', [new('a', "x\u001b𝄞\uFFFE")])] });

        Assert.That((await ReadXmlAsync(xml)).Single().Record!.Control("001"), Is.EqualTo("a\uFFFDb"));
        Assert.That((await ReadXmlAsync(xml)).Single().Record!.First("245")!['a'], Is.EqualTo("x\uFFFD𝄞\uFFFD"));
    }
}
