using System.Reflection;
using System.Runtime.CompilerServices;

namespace Lms.Tests.Architecture;

/// <summary>A layer of the house.</summary>
internal sealed record Layer(Assembly Assembly)
{
    public static readonly Layer Domain = new(typeof(Domain.Common.Entity).Assembly);
    public static readonly Layer Application = new(typeof(Application.DependencyInjection).Assembly);
    public static readonly Layer Infrastructure = new(typeof(Infrastructure.DependencyInjection).Assembly);
    public static readonly Layer Api = new(typeof(Api.LmsApplication).Assembly);
    public static readonly Layer[] All = [Domain, Application, Infrastructure, Api];

    public string Name => Assembly.GetName().Name!;

    public IEnumerable<string> References => Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    /// <summary>The types that people wrote.</summary>
    public IEnumerable<Type> Types => Assembly.GetTypes()
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith(Name, StringComparison.Ordinal) == true);

    public override string ToString() => Name;
}
