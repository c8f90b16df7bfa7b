using System.Diagnostics;
using System.Text;
using Lms.Infrastructure.Catalog.Marc;

namespace Lms.Tests.Catalog.Marc;

/// <summary>Records of real libraries, where they lie beside the project, and files as long as theirs.</summary>
public sealed class ReadingRealMarcRecords
{
    [TestCase("test_data.utf8.mrc", 20)]
    [TestCase("hebrew880s.marc", 1)]
    public async Task Well_formed_Unicode_comes_out_byte_by_byte_as_it_was(string name, int atLeast)
    {
        var file = await FileAsync(name);

        var readings = await Records.ReadAsync(file);

        Assert.That(readings, Has.Count.GreaterThanOrEqualTo(atLeast));
        Assert.That(readings.SelectMany(reading => Iso2709Writer.Write(reading.Record!)), Is.EqualTo(file));
    }

    [Test]
    public async Task Both_forms_of_the_same_records_say_the_same()
    {
        var binary = await Records.ReadAsync(await FileAsync("test_data.utf8.mrc"));
        var xml = await Records.ReadXmlAsync(Encoding.UTF8.GetString(await FileAsync("test_data.utf8.marc.xml")));

        Assert.That(xml.Select(reading => Iso2709Writer.Write(reading.Record!)), Is.EqualTo(binary.Select(reading => Iso2709Writer.Write(reading.Record!))));
    }

    [TestCase("one-marc8.mrc", "245", 'a', "Por uma outra globalização :")]
    [TestCase("one-marc8.mrc", "100", 'a', "Santos, Mílton")]
    [TestCase("escaped_character_reference.marc8.marc", "260", 'a', "Rio de Janeiro escaped replacement char: \uFFFD .")]
    [TestCase("bad_subfield_code.marc", "260", 'b', "Editions du Seuil")]
    [TestCase("bad_utf_byte.utf8.marc", "300", 'a', "This is a bad byte: '\uFFFD' and another: '\uFFFD'")]
    [TestCase("emptyish_record.marc", "245", 'a', "Collection la philosophie en effet.")]
    [TestCase("hebrew880s.marc", "880", 'a', "רצבי, שלום.")]
    public async Task A_difficult_record_says_what_its_cataloguer_meant(string name, string tag, char code, string value) =>
        Assert.That((await Records.ReadOneAsync(await FileAsync(name))).Record!.First(tag)![code], Is.EqualTo(value));

    [Test]
    public async Task A_file_is_read_in_time_that_grows_with_its_length_and_in_memory_that_does_not()
    {
        var record = Iso2709Writer.Write(Records.Frankenstein);
        var (small, big) = (new RepeatedStream(record, 30_000), new RepeatedStream(record, 300_000));
        await CountAsync(small);

        var clock = Stopwatch.StartNew();
        Assert.That(await CountAsync(new RepeatedStream(record, 30_000)), Is.EqualTo(30_000));
        var smallTime = clock.Elapsed;
        clock.Restart();
        var (count, passed, kept) = (0, new List<WeakReference>(), -1);
        await foreach (var reading in Reading(big))
        {
            if (++count % 1000 == 0)
                passed.Add(new WeakReference(reading.Record));
            if (count == 299_999)
                kept = StillInMemory(passed);
        }

        Assert.That(count, Is.EqualTo(300_000));
        Assert.That(kept, Is.InRange(0, 2), "what was read is let go");
        Assert.That(clock.Elapsed, Is.LessThan(smallTime * 40));
    }

    [Test]
    public async Task A_file_without_an_end_of_any_record_is_read_in_bounded_memory()
    {
        var reading = (await Reading(new RepeatedStream(new byte[] { (byte)'x' }, 3 * Iso2709.MaxRecordLength)).ToListAsync()).Single();

        Assert.That(reading.Fault, Does.Contain("no end within"));
    }

    /// <summary>The records of a file that lies beside the project; without it, the test is ignored.</summary>
    internal static IEnumerable<MarcRecord> RecordsIn(string name) => Records.ReadAsync(FileAsync(name).GetAwaiter().GetResult()).GetAwaiter().GetResult().Select(reading => reading.Record!);

    private static IAsyncEnumerable<MarcReading> Reading(Stream file) => new Iso2709Reader(file).ReadAsync();

    private static async Task<int> CountAsync(Stream file) => await Reading(file).CountAsync(reading => reading.Record is not null);

    private static int StillInMemory(List<WeakReference> records)
    {
        GC.Collect();
        return records.Count(record => record.IsAlive);
    }

    /// <summary>A file that lies beside the project; without it, the test is ignored.</summary>
    internal static async Task<byte[]> FileAsync(string name)
    {
        var folder = new DirectoryInfo(SourceTree.Root);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "shared", "data", "marc", name)))
            folder = folder.Parent;
        if (folder is null)
            Assert.Ignore($"{name} is not beside the project.");
        return await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "shared", "data", "marc", name));
    }

    /// <summary>The same bytes over and over, made as they are read.</summary>
    private sealed class RepeatedStream(byte[] bytes, long times) : Stream
    {
        private readonly long _length = bytes.Length * times;
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _length;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = 0;
            while (read < buffer.Length && _position < _length)
            {
                var at = (int)(_position % bytes.Length);
                var part = Math.Min(Math.Min(bytes.Length - at, buffer.Length - read), (int)Math.Min(int.MaxValue, _length - _position));
                bytes.AsMemory(at, part).CopyTo(buffer[read..]);
                (read, _position) = (read + part, _position + part);
            }

            return ValueTask.FromResult(read);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
