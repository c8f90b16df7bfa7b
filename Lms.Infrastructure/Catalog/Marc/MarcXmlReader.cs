using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Lms.Application.Imports;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>
/// Reads MARCXML (the MARC 21 XML schema, "slim"), one record in memory at a time. The records may lie in whatever else: a collection, an answer of OAI-PMH or SRU. The
/// namespace may be missing, as in files that people made by hand. Where the XML is broken within a record, that record is named, and the reading goes on with the next.
/// </summary>
/// <param name="file">Is read forward only, asynchronously, and not closed.</param>
internal sealed partial class MarcXmlReader(Stream file)
{
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);
    private bool _isAtRecord;
    private bool _isNamed;
    private bool _isMended;
    private bool _isOver;

    /// <summary>Reads all records, numbered from 1.</summary>
    /// <exception cref="UnreadableFileException">It is no XML from some place on that is in no record, or it has a document type definition.</exception>
    public async IAsyncEnumerable<MarcReading> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var text = await XmlText.OpenAsync(file, cancellationToken);
        var xml = XmlReader.Create(text, Settings());
        try
        {
            for (var number = 1; ; number++)
            {
                (xml, var reading) = await NextAsync(xml, text, number, cancellationToken);
                if (reading is null)
                    yield break;
                yield return reading;
            }
        }
        finally
        {
            xml.Dispose();
        }
    }

    private static XmlReaderSettings Settings() => new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <returns>The reader to go on with, and the next record; null for no record at the end of the file.</returns>
    private async Task<(XmlReader Xml, MarcReading? Reading)> NextAsync(XmlReader xml, XmlText text, int number, CancellationToken cancellationToken)
    {
        while (!_isOver)
        {
            var isWithin = false;
            try
            {
                if (!_isAtRecord && !await FindRecordAsync(xml, text, cancellationToken))
                    return (xml, null);
                (_isAtRecord, isWithin) = (false, true);
                var reading = await ReadRecordAsync(xml, number);
                Keep(xml, text);
                return (xml, reading);
            }
            catch (XmlException fault)
            {
                var (isFirst, from) = (!_isMended && !_isNamed, text.Line);
                xml.Dispose();
                (xml, var isLost) = await MendAsync(xml, text, cancellationToken);
                _isNamed |= isWithin || isLost;
                if (isWithin || isLost)
                    return (xml, MarcReading.Broken(number, $"{Describe(fault)} {(isWithin ? $"The record begins at line {from}." : "Parts of a record follow.")}"));
                if (_isOver && isFirst)
                    throw new UnreadableFileException(Describe(fault));
            }
        }

        return (xml, null);
    }

    /// <summary>Goes on at the next tag of a record, as if nothing but the root stood before it.</summary>
    /// <returns>The new reader, and whether parts of a record were passed over on the way.</returns>
    private async Task<(XmlReader Xml, bool IsLost)> MendAsync(XmlReader broken, XmlText text, CancellationToken cancellationToken)
    {
        _isMended = true;
        if (await text.SkipToRecordAsync(cancellationToken) is not (var prefix, var passed))
        {
            _isOver = true;
            return (broken, false);
        }

        if (prefix.Length > 0)
            _namespaces.TryAdd(prefix, MarcXml.Namespace);
        var namespaces = new XmlNamespaceManager(new NameTable());
        foreach (var (known, name) in _namespaces)
            namespaces.AddNamespace(known, name);
        var settings = Settings();
        settings.ConformanceLevel = ConformanceLevel.Fragment;
        (settings.LineNumberOffset, settings.LinePositionOffset) = (text.Line - 1, text.Column - 1);
        return (XmlReader.Create(text, settings, new XmlParserContext(null, namespaces, null, XmlSpace.None)), PartOfRecord().IsMatch(passed));
    }

    private async Task<bool> FindRecordAsync(XmlReader xml, XmlText text, CancellationToken cancellationToken)
    {
        while (await xml.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            Keep(xml, text);
            if (!_isMended && (xml.Depth == 0 || IsRecord(xml)))
                Remember(xml);
            if (IsRecord(xml))
                return true;
        }

        return false;
    }

    /// <summary>The reading will not go back behind the tag that was read last.</summary>
    private static void Keep(XmlReader xml, XmlText text)
    {
        var lines = (IXmlLineInfo)xml;
        text.KeepFrom(lines.LineNumber, lines.LinePosition - (xml.NodeType == XmlNodeType.EndElement ? 2 : 1));
    }

    private static string Describe(XmlException fault)
    {
        var place = fault.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return $"The XML is broken at line {fault.LineNumber}: {(place < 0 ? fault.Message : fault.Message[..place])}";
    }

    private static bool IsRecord(XmlReader xml) => xml.LocalName == "record" && xml.NamespaceURI is "" or MarcXml.Namespace;

    /// <summary>Keeps the namespaces in mind that a record may use without saying so: all that have a prefix, and the root's own.</summary>
    private void Remember(XmlReader xml)
    {
        foreach (var (prefix, name) in ((IXmlNamespaceResolver)xml).GetNamespacesInScope(XmlNamespaceScope.ExcludeXml))
        {
            if (prefix.Length > 0 || xml.Depth == 0)
                _namespaces[prefix] = name;
        }
    }

    private async Task<MarcReading> ReadRecordAsync(XmlReader xml, int number)
    {
        var leader = Leader.OfBook;
        var fields = new List<MarcField>();
        var remarks = new List<string>();
        var depth = xml.Depth;
        for (var isEmpty = xml.IsEmptyElement; !isEmpty && await xml.ReadAsync() && xml.Depth > depth;)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "leader":
                    leader = ReadLeader(await TextAsync(xml, "leader", remarks));
                    break;
                case "controlfield" when Tag(xml) is { } tag:
                    fields.Add(new ControlField(tag, await TextAsync(xml, tag, remarks)));
                    break;
                case "datafield" when Tag(xml) is { } tag:
                    await ReadDataFieldAsync(xml, tag, fields, remarks);
                    break;
                case "record" when IsRecord(xml):
                    (_isAtRecord, _isNamed) = (true, true);
                    return MarcReading.Broken(number, $"It has no end before the next record begins at line {LineOf(xml)}.");
                default:
                    remarks.Add($"A {xml.LocalName} at line {LineOf(xml)} was left out: a record has no such part, or it has no tag of three letters or digits.");
                    await TextAsync(xml, "", remarks);
                    break;
            }
        }

        return fields is [] ? MarcReading.Broken(number, string.Join(' ', ["It has no fields.", .. remarks])) : new MarcReading(number, new MarcRecord(leader, fields), [.. remarks.Distinct()], null);
    }

    /// <summary>Reads a leader that editors have indented, or whose blanks at the beginning they have cut off.</summary>
    private static Leader ReadLeader(string text)
    {
        if (text.Length != Leader.Length)
            text = text.Trim();
        return Leader.Of(text.EndsWith("4500", StringComparison.Ordinal) ? text.PadLeft(Leader.Length) : text);
    }

    /// <summary>Reads a field. What in it is no subfield is left out; a field of nothing else is none.</summary>
    private static async Task ReadDataFieldAsync(XmlReader xml, string tag, List<MarcField> fields, List<string> remarks)
    {
        var (first, second) = (Character(xml, "ind1"), Character(xml, "ind2"));
        if (xml.GetAttribute("ind1") is not (null or "" or [>= ' ' and <= '~']) || xml.GetAttribute("ind2") is not (null or "" or [>= ' ' and <= '~']))
            remarks.Add($"Field {tag} at line {LineOf(xml)} has an indicator that is no single printable ASCII character; the first of it was kept, or a blank put in its place.");
        var subfields = new List<Subfield>();
        var depth = xml.Depth;
        var isWhole = true;
        for (var isEmpty = xml.IsEmptyElement; !isEmpty && await xml.ReadAsync() && xml.Depth > depth;)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "subfield" && xml.GetAttribute("code") is [>= '!' and <= '~'])
            {
                var code = Character(xml, "code");
                subfields.Add(new Subfield(code, await TextAsync(xml, tag, remarks)));
                continue;
            }

            remarks.Add($"Something in field {tag} at line {LineOf(xml)} was left out: it is no subfield with a code of one character.");
            isWhole = false;
            await TextAsync(xml, tag, remarks);
        }

        if (isWhole || subfields is not [])
            fields.Add(new DataField(tag, first, second, subfields));
    }

    /// <summary>A tag of three letters or digits; zeros that were taken for none before a number are put back.</summary>
    private static string? Tag(XmlReader xml) => xml.GetAttribute("tag") switch
    {
        [_, _, _] tag when tag.All(char.IsAsciiLetterOrDigit) => tag,
        { Length: 1 or 2 } tag when tag.All(char.IsAsciiDigit) => tag.PadLeft(3, '0'),
        _ => null,
    };

    private static char Character(XmlReader xml, string attribute) => xml.GetAttribute(attribute) is [>= ' ' and <= '~' and var character, ..] ? character : ' ';

    private static int LineOf(XmlReader xml) => ((IXmlLineInfo)xml).LineNumber;

    /// <summary>The text of an element, whatever elements are in it left out; stops at its end.</summary>
    private static async Task<string> TextAsync(XmlReader xml, string tag, List<string> remarks)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        var depth = xml.Depth;
        for (var isEmpty = xml.IsEmptyElement; !isEmpty && await xml.ReadAsync() && xml.Depth > depth;)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
                continue;
            for (int length; (length = await xml.ReadValueChunkAsync(buffer, 0, buffer.Length)) > 0;)
                text.Append(buffer, 0, length);
        }

        var read = text.ToString();
        if (!read.Contains(XmlText.NoCharacter, StringComparison.Ordinal))
            return read;
        remarks.Add($"Bytes that are no characters were replaced in field {tag}.");
        return read.Replace(XmlText.NoCharacter, '\uFFFD');
    }

    [GeneratedRegex(@"<(?:[\w.\-]+:)?(?:leader|controlfield|datafield|subfield)[\s/>]", RegexOptions.CultureInvariant)]
    private static partial Regex PartOfRecord();
}
