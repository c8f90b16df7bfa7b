using Lms.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>Who answers for whom.</summary>
internal static class Guarantors
{
    /// <summary>
    /// Refuses a guarantor for whom the user answers, directly or through others. Every link of the chain is locked, so that not two changes at
    /// once close a circle.
    /// </summary>
    /// <exception cref="InvalidMemberException">The user would answer for themselves.</exception>
    public static async Task MustNotAnswerForThemselvesAsync(this ILmsDbContext db, int userId, int? guarantorId, CancellationToken cancellationToken)
    {
        for (var next = guarantorId; next is { } link;)
        {
            if (link == userId)
                throw new InvalidMemberException("guarantorId", "The user would answer for themselves.");
            db.LockWithNextQuery(RowLock.Patron(link));
            next = await db.Patrons.Where(patron => patron.Id == link).Select(patron => patron.GuarantorId).SingleOrDefaultAsync(cancellationToken);
        }
    }
}
