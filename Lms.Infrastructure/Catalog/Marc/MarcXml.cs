using System.Text;
using System.Xml;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Writes MARCXML (the MARC 21 XML schema, "slim").</summary>
internal static class MarcXml
{
    public const string MediaType = "application/marcxml+xml";

    public const string Namespace = "http://www.loc.gov/MARC21/slim";

    /// <summary>Begins a document that has one record or many. What is not ended is left open.</summary>
    public static XmlWriter Create(Stream target) => XmlWriter.Create(target, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false, WriteEndDocumentOnClose = false });

    /// <summary>Writes a record, with its namespace. Characters that XML cannot hold become U+FFFD.</summary>
    public static async Task WriteAsync(XmlWriter xml, MarcRecord record)
    {
        await xml.WriteStartElementAsync(null, "record", Namespace);
        await xml.WriteElementStringAsync(null, "leader", Namespace, record.Leader.ToString());
        foreach (var field in record.Fields)
        {
            switch (field)
            {
                case ControlField control:
                    await xml.WriteStartElementAsync(null, "controlfield", Namespace);
                    await xml.WriteAttributeStringAsync(null, "tag", null, control.Tag);
                    await xml.WriteStringAsync(Writable(control.Data));
                    await xml.WriteEndElementAsync();
                    break;
                case DataField described:
                    await WriteAsync(xml, described);
                    break;
            }
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task WriteAsync(XmlWriter xml, DataField field)
    {
        await xml.WriteStartElementAsync(null, "datafield", Namespace);
        await xml.WriteAttributeStringAsync(null, "tag", null, field.Tag);
        await xml.WriteAttributeStringAsync(null, "ind1", null, field.Indicator1.ToString());
        await xml.WriteAttributeStringAsync(null, "ind2", null, field.Indicator2.ToString());
        foreach (var subfield in field.Subfields)
        {
            await xml.WriteStartElementAsync(null, "subfield", Namespace);
            await xml.WriteAttributeStringAsync(null, "code", null, subfield.Code.ToString());
            await xml.WriteStringAsync(Writable(subfield.Value));
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private static string Writable(string text)
    {
        if (IsWritable(text))
            return text;
        var writable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            writable.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar.ToString() : rune.ToString());
        return writable.ToString();
    }

    private static bool IsWritable(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (XmlConvert.IsXmlChar(text[at]))
                continue;
            if (at + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
                return false;
            at++;
        }

        return true;
    }
}
