using System;
using System.Linq.Expressions;
using System.Text.Json;

namespace Lms.Client;

/// <summary>Merge patches (RFC 7396): a member that is left out stays as it is.</summary>
public static class MergePatches
{
    /// <summary>Empties a member, which leaving it null does not.</summary>
    /// <param name="patch">The patch, such as <see cref="BookFieldsPatch"/>.</param>
    /// <param name="member">Which member, as <c>book => book.Subtitle</c>.</param>
    /// <returns>The same patch.</returns>
    /// <exception cref="ArgumentException">It names no member of the patch.</exception>
    public static TPatch Empty<TPatch>(this TPatch patch, Expression<Func<TPatch, object?>> member)
        where TPatch : class
    {
        if (member is null)
            throw new ArgumentNullException(nameof(member));
        var named = (member.Body is UnaryExpression converted ? converted.Operand : member.Body) as MemberExpression
            ?? throw new ArgumentException("Name one member of the patch.", nameof(member));
        LmsJson.Empty(patch, [JsonNamingPolicy.CamelCase.ConvertName(named.Member.Name)]);
        return patch;
    }
}
