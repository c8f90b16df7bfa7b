using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lms.Infrastructure.Catalog.Marc;

namespace Lms.Tests.Catalog.Marc;

public sealed class MarcLaws
{
    [Law(Arbitrary = [typeof(AnyRecord)], MaxTest = 300)]
    public async Task Any_record_is_the_same_after_it_was_written_and_read(MarcRecord record)
    {
        var bytes = Iso2709Writer.Write(record);

        var reading = await Records.ReadOneAsync(bytes);

        Assert.That(reading.Fault, Is.Null);
        Assert.That(Shown(reading.Record!), Is.EqualTo(Shown(record)));
        Assert.That(Iso2709Writer.Write(reading.Record!), Is.EqualTo(bytes));
    }

    [Law(Arbitrary = [typeof(AnyRecord)], MaxTest = 100)]
    public async Task Any_record_is_the_same_in_Xml(MarcRecord record)
    {
        var reading = (await Records.ReadXmlAsync(await Records.WriteXmlAsync(record))).Single();

        Assert.That(Shown(reading.Record!), Is.EqualTo(Shown(record)));
    }

    [Law(MaxTest = 500)]
    public async Task Whatever_bytes_there_are_each_is_a_record_or_named(byte[] bytes)
    {
        var readings = await Records.ReadAsync(bytes);

        Assert.That(readings.Select(reading => reading.Record is null), Is.EqualTo(readings.Select(reading => reading.Fault is not null)));
        Assert.That(readings.Select(reading => reading.Number), Is.EqualTo(Enumerable.Range(1, readings.Count)));
    }

    [Law(Arbitrary = [typeof(AnyRecord)], MaxTest = 500)]
    public async Task Whatever_happens_to_the_bytes_of_a_record_the_next_one_but_one_is_read(MarcRecord record, byte[] noise, ushort seed)
    {
        var damaged = Iso2709Writer.Write(record);
        var random = new Random(seed);
        foreach (var value in noise.Where(value => value is not Iso2709.RecordTerminator))
            damaged[random.Next(damaged.Length - 1)] = value;
        var good = Iso2709Writer.Write(Records.Frankenstein);

        var readings = await Records.ReadAsync(Records.Join(damaged, good, good));

        Assert.That(readings[^1].Record is { } last ? Shown(last) : readings[^1].Fault, Is.EqualTo(Shown(Records.Frankenstein)));
    }

    private static string Shown(MarcRecord record)
    {
        var shown = new StringBuilder();
        foreach (var field in record.Fields)
        {
            shown.Append(field.Tag).Append(' ');
            if (field is ControlField control)
                shown.Append(control.Data);
            else if (field is DataField data)
                shown.Append(data.Indicator1).Append(data.Indicator2).AppendJoin("", data.Subfields.Select(subfield => $"${subfield.Code}{subfield.Value}"));
            shown.Append('\n');
        }

        return shown.ToString();
    }

    internal static class AnyRecord
    {
        private static readonly string[] Texts = ["", "Emma", "Żeromski, Stefan", "悲惨世界", "𝄞", "a\u0301", "x & y < z", "&#x4E00;", " "];

        public static Arbitrary<MarcRecord> Make() =>
            Gen.Choose(0, 12).SelectMany(fields => Field().ListOf(fields)).Select(fields => new MarcRecord(Leader.OfBook, [new ControlField("001", "1"), .. fields])).ToArbitrary();

        private static Gen<string> Text() => Gen.Elements(Texts).ListOf().Select(parts => string.Concat(parts));

        private static Gen<MarcField> Field() => Gen.OneOf(
            Text().Select(MarcField (text) => new ControlField("008", text)),
            from tag in Gen.Elements("020", "245", "880", "999", "9XX")
            from first in Gen.Elements(' ', '0', '9')
            from subfields in Subfield().NonEmptyListOf()
            select (MarcField)new DataField(tag, first, ' ', subfields));

        private static Gen<Subfield> Subfield() => from code in Gen.Elements('a', 'z', '0', '9', '=') from text in Text() select new Subfield(code, text);
    }
}
