namespace Lms.Domain.Catalog;

/// <summary>A list of codes that this assembly carries with it; its first line says whose it is and from when.</summary>
internal static class CodeList
{
    /// <summary>The lines of a list, each parted into words.</summary>
    /// <param name="name">The list's name in this room.</param>
    public static IEnumerable<string[]> Read(string name)
    {
        using var lines = new StreamReader(typeof(CodeList).Assembly.GetManifestResourceStream($"{typeof(CodeList).Namespace}.{name}.txt")!);
        while (lines.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                yield return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
