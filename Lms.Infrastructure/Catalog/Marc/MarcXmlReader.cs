using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using Lms.Application.Imports;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>
/// Reads MARCXML (the MARC 21 XML schema, "slim"), one record in memory at a time. The records may lie in whatever else: a collection, an answer of OAI-PMH or SRU. The
/// namespace may be missing, as in files that people made by hand.
/// </summary>
/// <param name="file">Is read forward only, asynchronously, and not closed.</param>
internal sealed class MarcXmlReader(Stream file)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads all records, numbered from 1.</summary>
    /// <exception cref="UnreadableFileException">It is no XML from some place on, or it has a document type definition.</exception>
    public async IAsyncEnumerable<MarcReading> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var xml = XmlReader.Create(file, Settings);
        for (var number = 1; await FindRecordAsync(xml, cancellationToken); number++)
            yield return await WellFormedAsync(number, () => ReadRecordAsync(xml, number));
    }

    private static async Task<bool> FindRecordAsync(XmlReader xml, CancellationToken cancellationToken)
    {
        while (await WellFormedAsync(0, xml.ReadAsync))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "record" && xml.NamespaceURI is "" or MarcXml.Namespace)
                return true;
        }

        return false;
    }

    private static async Task<T> WellFormedAsync<T>(int number, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (XmlException exception)
        {
            var where = number > 0 ? $" within record {number}" : "";
            throw new UnreadableFileException($"The XML is broken{where} at line {exception.LineNumber}: {exception.Message}");
        }
    }

    private static async Task<MarcReading> ReadRecordAsync(XmlReader xml, int number)
    {
        var leader = Leader.OfBook;
        var fields = new List<MarcField>();
        string? fault = null;
        var depth = xml.Depth;
        for (var isEmpty = xml.IsEmptyElement; !isEmpty && await xml.ReadAsync() && xml.Depth > depth;)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "leader":
                    leader = ReadLeader(await TextAsync(xml));
                    break;
                case "controlfield" when Tag(xml) is { } tag:
                    fields.Add(new ControlField(tag, await TextAsync(xml)));
                    break;
                case "datafield" when Tag(xml) is { } tag:
                    fault ??= await ReadDataFieldAsync(xml, tag, fields);
                    break;
                default:
                    fault ??= $"A {xml.LocalName} at line {((IXmlLineInfo)xml).LineNumber} is none that a record has, or has no tag of three letters or digits.";
                    break;
            }
        }

        return fault is not null ? MarcReading.Broken(number, fault)
            : fields is [] ? MarcReading.Broken(number, "It has no fields.")
            : new MarcReading(number, new MarcRecord(leader, fields), [], null);
    }

    /// <summary>Reads a leader that editors have indented, or whose blanks at the beginning they have cut off.</summary>
    private static Leader ReadLeader(string text)
    {
        if (text.Length != Leader.Length)
            text = text.Trim();
        return Leader.Of(text.EndsWith("4500", StringComparison.Ordinal) ? text.PadLeft(Leader.Length) : text);
    }

    /// <returns>What is wrong with the field; null where nothing is.</returns>
    private static async Task<string?> ReadDataFieldAsync(XmlReader xml, string tag, List<MarcField> fields)
    {
        var (first, second) = (Character(xml, "ind1"), Character(xml, "ind2"));
        var subfields = new List<Subfield>();
        var depth = xml.Depth;
        for (var isEmpty = xml.IsEmptyElement; !isEmpty && await xml.ReadAsync() && xml.Depth > depth;)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName != "subfield" || xml.GetAttribute("code") is not [>= '!' and <= '~'])
                return $"Field {tag} at line {((IXmlLineInfo)xml).LineNumber} has something that is no subfield with a code of one character.";
            var code = Character(xml, "code");
            subfields.Add(new Subfield(code, await TextAsync(xml)));
        }

        fields.Add(new DataField(tag, first, second, subfields));
        return null;
    }

    private static string? Tag(XmlReader xml) => xml.GetAttribute("tag") is [_, _, _] tag && tag.All(char.IsAsciiLetterOrDigit) ? tag : null;

    private static char Character(XmlReader xml, string attribute) => xml.GetAttribute(attribute) is [>= ' ' and <= '~' and var character, ..] ? character : ' ';

    /// <summary>The text of an element, whatever elements are in it left out; stops at its end.</summary>
    private static async Task<string> TextAsync(XmlReader xml)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        var depth = xml.Depth;
        for (var isEmpty = xml.IsEmptyElement; !isEmpty && await xml.ReadAsync() && xml.Depth > depth;)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
                continue;
            for (int length; (length = await xml.ReadValueChunkAsync(buffer, 0, buffer.Length)) > 0;)
            {
                text.Append(buffer, 0, length);
                if (text.Length > Iso2709.MaxRecordLength)
                    throw new UnreadableFileException($"A text at line {((IXmlLineInfo)xml).LineNumber} has no end within {Iso2709.MaxRecordLength >> 20} MiB.");
            }
        }

        return text.ToString();
    }
}
