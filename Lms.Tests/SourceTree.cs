namespace Lms.Tests;

/// <summary>The source that the tests were built from, for what only the source can tell.</summary>
internal static class SourceTree
{
    /// <summary>The folder in which the solution stands.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files of a project that people wrote, relative to the root and with <c>/</c> between folders.</summary>
    public static IReadOnlyList<string> FilesOf(string project) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>The text of a file, named relative to the root.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lms.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests must run inside the folder of the solution.");
    }
}
