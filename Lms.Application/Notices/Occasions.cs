using System.Globalization;

namespace Lms.Application.Notices;

/// <summary>What makes a notice one that is written once: the database takes no second one of the same occasion.</summary>
internal static class Occasions
{
    /// <summary>A loan with a due date.</summary>
    /// <param name="what">What it tells, in a word.</param>
    /// <param name="loanId">The loan.</param>
    /// <param name="dueAt">The due date that it is about; another one is another occasion.</param>
    public static string Of(string what, int loanId, DateTimeOffset dueAt) => string.Create(CultureInfo.InvariantCulture, $"{what}:{loanId}:{dueAt.ToUnixTimeMilliseconds()}");
}
