using k8s;
using k8s.Models;

namespace Lms.Tests.Deployment;

/// <summary>What the repository's folder deploy/ says. Manifests are read as strictly as a cluster reads them: a misspelt field is an error.</summary>
internal static class DeployFolder
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "deploy");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>All objects in a folder of manifests, or in one manifest.</summary>
    public static IReadOnlyList<object> Manifests(string path)
    {
        var place = Path.Combine(Folder, path);
        var files = File.Exists(place) ? [place] : Directory.GetFiles(place, "*.yaml");
        return files.SelectMany(file => ParseManifest(File.ReadAllText(file))).ToList();
    }

    public static IReadOnlyList<object> ParseManifest(string yaml) => KubernetesYaml.LoadAllFromString(yaml, strict: true);

    public static T Named<T>(this IEnumerable<object> objects, string name)
        where T : IKubernetesObject<V1ObjectMeta> => objects.OfType<T>().Single(one => one.Metadata.Name == name);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lms.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return folder.FullName;
    }
}
