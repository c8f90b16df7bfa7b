using Lms.Application.Imports;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>What packed files begin with.</summary>
internal static class Packing
{
    /// <summary>Refuses a file that is packed: a few kilobytes may hold what no disk has room for.</summary>
    /// <exception cref="UnreadableFileException">It is.</exception>
    public static void Refuse(ReadOnlySpan<byte> beginning)
    {
        if (beginning is [0x1F, 0x8B, ..] or [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..])
            throw new UnreadableFileException("The file is compressed. Unpack it and send what is in it.");
    }
}
