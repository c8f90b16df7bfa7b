using System.Text;
using Lms.Infrastructure.Catalog.Marc;

namespace Lms.Tests.Catalog.Marc;

/// <summary>Records of our own, and what readers make of bytes.</summary>
internal static class Records
{
    public static readonly MarcRecord Frankenstein = new(Leader.Of("00000cam a2200000 i 4500"),
    [
        new ControlField("001", "frank-1818"),
        new ControlField("003", "XyLms"),
        new ControlField("008", "260302s1818    enk           000 1 eng d"),
        new DataField("020", ' ', ' ', [new('a', "9780199537150"), new('q', "(paperback)")]),
        new DataField("100", '1', ' ', [new('a', "Shelley, Mary Wollstonecraft,"), new('d', "1797-1851,"), new('e', "author.")]),
        new DataField("245", '1', '0', [new('a', "Frankenstein :"), new('b', "or, The modern Prometheus /"), new('c', "Mary Shelley – édition « intégrale ».")]),
        new DataField("650", ' ', '0', [new('a', "Scientists"), new('v', "Fiction.")]),
    ]);

    public static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>A record with a title as its bytes have it, every length right.</summary>
    public static byte[] WithTitle(string latin1Title, char scheme = ' ')
    {
        var title = $"00\u001fa{latin1Title}\u001e";
        var directory = $"001000600000245{title.Length:0000}00006\u001e";
        var length = 24 + directory.Length + 6 + title.Length + 1;
        return Latin1($"{length:00000}nam {scheme}22{24 + directory.Length:00000} a 4500{directory}12345\u001e{title}\u001d");
    }

    public static async Task<IReadOnlyList<MarcReading>> ReadAsync(byte[] file, Encoding? encoding = null)
    {
        await using var stream = new MemoryStream(file);
        return await new Iso2709Reader(stream, encoding).ReadAsync().ToListAsync();
    }

    public static async Task<MarcReading> ReadOneAsync(byte[] file) => (await ReadAsync(file)).Single();

    /// <summary>The title of the only record.</summary>
    public static async Task<string?> TitleOfAsync(byte[] file) => (await ReadOneAsync(file)).Record!.First("245")!['a'];

    public static async Task<IReadOnlyList<MarcReading>> ReadXmlAsync(string xml)
    {
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return await new MarcXmlReader(stream).ReadAsync().ToListAsync();
    }

    public static async Task<string> WriteXmlAsync(MarcRecord record)
    {
        using var stream = new MemoryStream();
        await using (var xml = MarcXml.Create(stream))
            await MarcXml.WriteAsync(xml, record);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
