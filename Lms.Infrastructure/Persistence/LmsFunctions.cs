using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Persistence;

/// <summary>PostgreSQL functions inside queries.</summary>
internal static class LmsFunctions
{
    /// <summary>Draws the next number of a sequence (<c>nextval</c>).</summary>
    public static long NextValue(string sequence) => throw new InvalidOperationException($"nextval('{sequence}') runs in the database alone.");

    public static void AddTo(ModelBuilder builder) =>
        builder.HasDbFunction(() => NextValue(default!)).HasName("nextval").IsBuiltIn();
}
