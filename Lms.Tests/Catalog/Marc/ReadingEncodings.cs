using System.Text;
using Lms.Infrastructure.Catalog.Marc;
using static Lms.Tests.Catalog.Marc.Records;

namespace Lms.Tests.Catalog.Marc;

/// <summary>What bytes are as text: MARC-8 by the Library of Congress's code tables, Unicode, and what claims to be one of them.</summary>
public sealed class ReadingEncodings
{
    [TestCase("Santos, M\u00e2ilton", "Santos, Mílton")]
    [TestCase("globaliza\u00f0c\u00e4ao", "globalização")]
    [TestCase("\u00a1\u00b1\u00a2\u00b2 \u00a5\u00b5 \u00c7 \u00c8", "ŁłØø Ææ ß €")]
    [TestCase("\u00f2\u00e3a", "ậ", Description = "two marks on one letter")]
    [TestCase("\u00ebi\u00ecu", "i\u0361u", Description = "a mark over two letters is written once")]
    [TestCase("Gol\u00a7\u00b0\u00ae", "Golʹʻʼ")]
    [TestCase("\u001b(2`abgd\u001b(B!", "אבגחה!")]
    [TestCase("\u001b(NbREU\u001b(B", "Бреу")]
    [TestCase("\u001b(Q@E\u001b(B", "ґѕ")]
    [TestCase("\u001b)N\u00cd\u00cf\u00d3\u00cb\u00d7\u00c1", "москва")]
    [TestCase("\u001b-N\u00cd\u001b)!E\u00e2a", "мá")]
    [TestCase("\u001b(SABa\u001b(B", "ΑΒα")]
    [TestCase("\u001b(3GHJ?\u001b(B?", "ابت؟?")]
    [TestCase("\u001b(4!\u001b(B", "۽")]
    [TestCase("\u001bgabc\u001bs abc", "αβγ abc")]
    [TestCase("H\u001bb2\u001bsO e=mc\u001bp2\u001bs", "H₂O e=mc²")]
    [TestCase("\u001b$1!0!!0#!0'\u001b(B.", "一七丈.")]
    [TestCase("\u001b$1!0! !0#\u001b(B", "一 七")]
    [TestCase("\u001b$,1!0!\u001b,B.", "一.")]
    [TestCase("\u001b$)1\u00a1\u00b0\u00a1", "一")]
    [TestCase("&#x4E00; &#xFFFD; &#xZZ; &#x110000; &amp;", "一 \uFFFD &#xZZ; &#x110000; &amp;")]
    [TestCase("La Soci\u00e2et\u001b,", "La Sociét\u001b,", Description = "an escape that leads nowhere")]
    [TestCase("a\u001bz \u001b(", "a\u001bz \u001b(")]
    [TestCase("a\u001b$", "a\u001b$")]
    [TestCase("CO\u001bb2\u001bs is a gas", "CO₂ is a gas")]
    [TestCase("Weird &#x200F; but not #x2000; &#200F etc.", "Weird \u200F but not #x2000; &#200F etc.")]
    [TestCase("plain", "plain")]
    public async Task Every_set_of_Marc8_is_read(string bytes, string text)
    {
        var reading = await ReadOneAsync(WithTitle(bytes));

        Assert.That(reading.Record!.First("245")!['a'], Is.EqualTo(text));
        Assert.That(reading.Remarks, Is.Empty);
        var written = (await ReadOneAsync(Iso2709Writer.Write(reading.Record))).Record!;
        Assert.That((written.Leader.CharacterCodingScheme, written.First("245")!['a']), Is.EqualTo(('a', text)), "it is written in Unicode");
    }

    [TestCase("\u00bf")]
    [TestCase("\u001b$1~~~\u001b(B")]
    [TestCase("\u001b$1!0")]
    [TestCase("\u001b(Z")]
    public async Task What_stands_for_no_character_is_named_and_not_guessed(string bytes)
    {
        var reading = await ReadOneAsync(WithTitle("Emma " + bytes));

        Assert.That(reading.Record!.First("245")!['a'], Does.StartWith("Emma ").And.Contain("\uFFFD"));
        Assert.That(reading.Remarks, Is.EqualTo(["Bytes that are no characters were replaced in field 245."]));
    }

    [TestCase("\u001b$1!0!{\u001b(BEmma", "一\uFFFDEmma")]
    [TestCase("\u001b$1!0!!0 !0#\u001b(B", "一\uFFFD 七")]
    public async Task A_character_of_three_bytes_that_has_fewer_swallows_nothing_behind_it(string bytes, string text) => Assert.That(await TitleOfAsync(WithTitle(bytes)), Is.EqualTo(text));

    [Test]
    public async Task Marks_at_the_end_of_a_text_stay_there() => Assert.That(await TitleOfAsync(WithTitle("Emma\u00e2")), Is.EqualTo("Emmá"));

    [Test]
    public async Task Unicode_is_read_as_it_is_even_where_the_leader_says_Marc8()
    {
        Assert.That(await TitleOfAsync(WithTitle(Encoding.Latin1.GetString("Les Misérables – 悲惨世界"u8))), Is.EqualTo("Les Misérables – 悲惨世界"));
        Assert.That(await TitleOfAsync(WithTitle(Encoding.Latin1.GetString("e\u0301"u8), 'a')), Is.EqualTo("e\u0301"), "not normalised");
        Assert.That(await TitleOfAsync(WithTitle("&#x4E00;", 'a')), Is.EqualTo("&#x4E00;"));
    }

    [TestCase("M\u00e2ilton")]
    [TestCase("\u001b(2`abgd\u001b(B")]
    public async Task Marc8_is_read_even_where_the_leader_says_Unicode(string bytes) =>
        Assert.That(await TitleOfAsync(WithTitle(bytes, 'a')), Is.EqualTo(await TitleOfAsync(WithTitle(bytes))));

    [TestCase("caf\u00e9 ", Description = "Latin-1: a mark that stands on a blank")]
    [TestCase("\u00c0' and '\u0080'")]
    public async Task Bytes_that_are_neither_are_named(string bytes)
    {
        var reading = await ReadOneAsync(WithTitle(bytes, 'a'));

        Assert.That(reading.Record!.First("245")!['a'], Does.Contain("\uFFFD"));
        Assert.That(reading.Remarks, Is.EqualTo(["Bytes that are no characters were replaced in field 245."]));
    }

    [Test]
    public async Task An_encoding_that_somebody_names_is_believed()
    {
        var reading = (await ReadAsync(WithTitle("caf\u00e9 "), Encoding.Latin1)).Single();

        Assert.That(reading.Record!.First("245")!['a'], Is.EqualTo("café "));
    }
}
