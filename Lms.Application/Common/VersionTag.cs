using Lms.Domain.Common;

namespace Lms.Application.Common;

/// <summary>A resource of which clients can tell whether it changed (RFC 9110, section 8.8).</summary>
public interface ITagged
{
    /// <summary>
    /// The entity tag, without quotes. What stands before the first dot changes when somebody changes the resource; what
    /// follows, with what the library derives, as counts.
    /// </summary>
    string EntityTag { get; }
}

/// <summary>Holds changes against what the caller read.</summary>
public static class VersionTag
{
    /// <summary>Refuses a change of something that was changed since the caller read it.</summary>
    /// <param name="version">The version of the thing now.</param>
    /// <param name="ifMatch">The tags that the caller accepts, as in the header If-Match without quotes; null or <c>*</c> accepts all.</param>
    /// <exception cref="PreconditionFailedException">None of the tags is that of this version.</exception>
    public static void MustMatch(string version, IReadOnlyList<string>? ifMatch)
    {
        if (ifMatch is null || ifMatch.Any(tag => tag == "*" || tag.Split('.')[0] == version))
            return;
        throw new PreconditionFailedException();
    }

    /// <summary>Refuses a change of an entity that was changed since the caller read it.</summary>
    /// <inheritdoc cref="MustMatch(string, IReadOnlyList{string}?)"/>
    public static void MustMatch(this Entity entity, IReadOnlyList<string>? ifMatch) =>
        MustMatch(Of(entity), ifMatch);

    /// <summary>The part of an entity tag that tells versions apart.</summary>
    public static string Of(params ReadOnlySpan<Entity> entities)
    {
        var versions = new string[entities.Length];
        for (var index = 0; index < entities.Length; index++)
            versions[index] = entities[index].Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return string.Join('-', versions);
    }
}
