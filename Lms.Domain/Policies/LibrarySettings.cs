using Lms.Domain.Common;

namespace Lms.Domain.Policies;

/// <summary>The one row that keeps the library's settings, and says when any policy changed.</summary>
public sealed class LibrarySettings : Entity
{
    /// <summary>The id of the one row.</summary>
    public const int OnlyId = 1;

    private LibrarySettings()
    {
    }

    /// <summary>What holds for the whole library.</summary>
    public Settings Values { get; private set; } = new();

    /// <summary>Another one whenever settings, circulation rules, branches, opening hours or closures change; set by the database.</summary>
    public Guid PolicyVersion { get; private init; }

    /// <summary>The settings of a new library.</summary>
    public static LibrarySettings Make(Settings values) => new() { Id = OnlyId, Values = values, PolicyVersion = Guid.NewGuid() };

    /// <summary>Says something else from now on.</summary>
    public void Say(Settings values) => Values = values;
}
