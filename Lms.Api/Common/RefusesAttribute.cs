namespace Lms.Api.Common;

/// <summary>The library's rules can stand against an action; these are the codes that its blocks may have.</summary>
/// <param name="blocks">Codes of problems.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RefusesAttribute(params string[] blocks) : Attribute
{
    /// <summary>The codes.</summary>
    public IReadOnlyList<string> Blocks => blocks;
}
