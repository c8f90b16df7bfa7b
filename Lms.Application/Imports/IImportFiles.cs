namespace Lms.Application.Imports;

/// <summary>Where the files of imports lie until they are taken in: in the database, so that any replica can go on with what another began.</summary>
public interface IImportFiles
{
    /// <summary>Keeps a file, piece by piece as it comes; it never lies in memory as a whole.</summary>
    /// <returns>Null where the file is empty; nothing is kept then, nor where it breaks off.</returns>
    Task<StoredFile?> StoreAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Removes a file.</summary>
    Task RemoveAsync(int fileId, CancellationToken cancellationToken);
}

/// <summary>A file that was kept.</summary>
/// <param name="Id">A positive integer.</param>
/// <param name="Bytes">Its length; at least 1.</param>
/// <param name="Hash">The SHA-256 of its content, in hexadecimal.</param>
public sealed record StoredFile(int Id, long Bytes, string Hash);
