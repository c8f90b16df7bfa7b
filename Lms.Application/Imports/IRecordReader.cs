using Lms.Domain.Imports;

namespace Lms.Application.Imports;

/// <summary>Reads the records of one kind of file.</summary>
public interface IRecordReader
{
    /// <summary>The media types it reads, without parameters, in lower case.</summary>
    IReadOnlyList<string> MediaTypes { get; }

    /// <summary>How the names of such files end, with the dot, in lower case.</summary>
    IReadOnlyList<string> FileEndings { get; }

    /// <summary>What is wrong with an order before the file is looked at, by the order's member; empty where nothing is.</summary>
    IEnumerable<(string Member, string Fault)> FaultsOf(ImportOrder order);

    /// <summary>Opens a file and reads as far as its first record.</summary>
    /// <param name="file">Is read forward only.</param>
    /// <param name="order">How it is to be taken in.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UnreadableFileException">Nothing in it can be read.</exception>
    Task<RecordFile> OpenAsync(Stream file, ImportOrder order, CancellationToken cancellationToken);
}

/// <summary>An open file.</summary>
/// <param name="Columns">How its columns are understood, for people; null where it has none.</param>
/// <param name="Records">
/// All records in the order of the file, numbered from 1 without gaps, and always the same ones. Throws <see cref="UnreadableFileException"/> where it
/// cannot be read on.
/// </param>
public sealed record RecordFile(string? Columns, IAsyncEnumerable<CatalogueRecord> Records);

/// <summary>A file, or what is left of it, cannot be read. The message is for whoever brought it.</summary>
public sealed class UnreadableFileException(string message) : Exception(message);
