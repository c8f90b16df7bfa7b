using System.Xml;
using Lms.Infrastructure.Catalog.Marc;

namespace Lms.Infrastructure.Catalog.Files;

/// <summary>MARC 21 records in the exchange format (ISO 2709): those that books were made of, with what was changed and the copies that came since, or ones that are made of the books and their copies.</summary>
internal sealed class MarcFile(Stream target) : BookFile
{
    public override bool HasRecords => true;

    public override bool HasCopies => true;

    public static MarcRecord RecordOf(OutgoingBook book)
    {
        var holdings = book.Copies.Select(copy => (copy, book.Branches[copy.HomeBranchId]));
        return book.Record is { } record ? MarcHoldings.Complete(MarcRevision.Revise(record, book.Book), holdings) : BookAsMarc.Of(book.Book, holdings);
    }

    public override async Task AddAsync(OutgoingBook book, CancellationToken cancellationToken)
    {
        var record = RecordOf(book);
        await target.WriteAsync(ReferenceEquals(record, book.Record) ? book.Kept : Iso2709Writer.Write(record), cancellationToken);
    }
}

/// <summary>The same records as MARCXML.</summary>
/// <param name="target">Where to.</param>
/// <param name="alone">Whether there is one record only, which then needs no collection around it.</param>
internal sealed class MarcXmlFile(Stream target, bool alone) : BookFile
{
    private readonly XmlWriter _xml = MarcXml.Create(target);

    public override bool HasRecords => true;

    public override bool HasCopies => true;

    public override async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (alone)
            return;
        await _xml.WriteStartDocumentAsync();
        await _xml.WriteStartElementAsync(null, "collection", MarcXml.Namespace);
    }

    /// <summary>An XML writer goes on only where it began: the beginning is written once more, and taken away. The comment closes its tag.</summary>
    public override async Task GoOnAsync(int booksBefore, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await _xml.WriteCommentAsync("");
        await _xml.FlushAsync();
        target.SetLength(0);
    }

    public override Task AddAsync(OutgoingBook book, CancellationToken cancellationToken) => MarcXml.WriteAsync(_xml, MarcFile.RecordOf(book));

    public override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (alone)
            return;
        await _xml.WriteEndElementAsync();
        await _xml.WriteEndDocumentAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _xml.DisposeAsync();
        await base.DisposeAsync();
    }
}
