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

    [TestCase("""<record><datafield ind1=" "><subfield code="a">x</subfield></datafield></record>""", "datafield")]
    [TestCase("""<record><datafield tag="245"><subfield>x</subfield></datafield></record>""", "245")]
    [TestCase("""<record><datafield tag="245"><subfields code="a">x</subfields></datafield></record>""", "245")]
    [TestCase("""<record><controlfield tag="1">x</controlfield></record>""", "controlfield")]
    [TestCase("<record/>", "no fields")]
    public async Task A_record_that_is_none_is_named_and_keeps_no_other_out(string wrong, string reason)
    {
        var readings = await ReadXmlAsync($"<collection>{Emma}{wrong}{Emma}</collection>");

        Assert.That(readings.Select(reading => reading.Fault is null), Is.EqualTo([true, false, true]));
        Assert.That(readings[1].Fault, Does.Contain(reason));
    }

    [TestCase("<collection>{0}<record><leader>", Description = "cut off")]
    [TestCase("<collection>{0}</wrong>")]
    [TestCase("<collection>{0}<record><controlfield tag=\"001\">\u0001</controlfield>")]
    [TestCase("<collection>{0}<record><controlfield tag=\"001\">&unknown;</controlfield>")]
    public async Task Where_the_Xml_breaks_the_reading_ends_with_a_reason(string broken)
    {
        var read = 0;
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(broken.Replace("{0}", Emma)));

        var refusal = Assert.ThrowsAsync<UnreadableFileException>(async () =>
        {
            await foreach (var _ in new MarcXmlReader(stream).ReadAsync())
                read++;
        });

        Assert.That(read, Is.EqualTo(1));
        Assert.That(refusal!.Message, Does.Match("^The XML is broken.* at line 1"));
    }

    [Test]
    public void A_document_type_definition_is_refused()
    {
        var refusal = Assert.ThrowsAsync<UnreadableFileException>(() => ReadXmlAsync("""<!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><c>&b;</c>"""));

        Assert.That(refusal!.Message, Does.Contain("DTD"));
    }

    [Test]
    public async Task What_Xml_cannot_hold_is_replaced()
    {
        var xml = await WriteXmlAsync(Frankenstein with { Fields = [new ControlField("001", "a\u0001b"), new DataField("245", '1', '0', [new('a', "x\u001b𝄞\uFFFE")])] });

        Assert.That((await ReadXmlAsync(xml)).Single().Record!.Control("001"), Is.EqualTo("a\uFFFDb"));
        Assert.That((await ReadXmlAsync(xml)).Single().Record!.First("245")!['a'], Is.EqualTo("x\uFFFD𝄞\uFFFD"));
    }
}
