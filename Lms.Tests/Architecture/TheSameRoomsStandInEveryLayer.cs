using System.Text.RegularExpressions;

namespace Lms.Tests.Architecture;

public sealed partial class TheSameRoomsStandInEveryLayer
{
    private static readonly string[] Rooms =
        ["Catalog", "Circulation", "Holds", "Patrons", "Accounts", "Policies", "Branches", "Identity", "Imports", "Jobs", "Notices", "Chores", "Reports", "Common"];

    private static readonly Dictionary<string, string[]> OwnRooms = new()
    {
        ["Lms.Domain"] = [],
        ["Lms.Application"] = [],
        ["Lms.Infrastructure"] = ["Demo", "LocalPostgres", "Persistence"],
        ["Lms.Api"] = ["CommandLine", "OpenApi"],
        ["Lms.Tests"] = ["Access", "Architecture", "BadInput", "Clients", "Deployment", "Guides", "Legacy", "LocalPostgres", "Operations", "Privacy", "Stress"],
    };

    private static readonly string[] Meaningless = ["Helper", "Helpers", "Manager", "Util", "Utils", "Utility", "Service", "Services", "Dto", "Impl"];

    [TestCaseSource(nameof(OwnRooms))]
    public void A_folder_is_a_room_that_every_layer_knows_or_one_of_its_own(KeyValuePair<string, string[]> layer)
    {
        var rooms = SourceTree.FilesOf(layer.Key).Select(file => file.Split('/')).Where(path => path.Length > 2).Select(path => path[1]).Distinct();

        Assert.That(rooms, Is.SubsetOf(Rooms.Concat(layer.Value)));
    }

    [Test]
    public void A_type_is_where_its_namespace_says()
    {
        var misplaced = OwnRooms.Keys.SelectMany(SourceTree.FilesOf)
            .Where(file => NamespaceOf(SourceTree.Read(file)) is { } stated && stated != Path.GetDirectoryName(file)!.Replace('\\', '.').Replace('/', '.'));

        Assert.That(misplaced, Is.Empty);
    }

    [TestCaseSource(typeof(Layer), nameof(Layer.All))]
    public void No_type_has_a_name_that_means_nothing_in_a_library(object layer)
    {
        var names = ((Layer)layer).Types.Select(type => type.Name.Split('`')[0]);

        Assert.That(names.Where(name => Meaningless.Any(word => name.EndsWith(word, StringComparison.Ordinal))), Is.Empty);
    }

    private static string? NamespaceOf(string source) => Namespace().Match(source) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
