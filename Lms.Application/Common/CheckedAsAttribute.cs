namespace Lms.Application.Common;

/// <summary>The members of a body become those of a command and are checked there, so that the API's document finds their bounds.</summary>
/// <param name="command">The command; its members have the same names.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CheckedAsAttribute(Type command) : Attribute
{
    /// <summary>The command.</summary>
    public Type Command => command;
}
