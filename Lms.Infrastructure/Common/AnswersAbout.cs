using Lms.Application.Common;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Common;

/// <summary>Looks into the kept answers with a JSON path: for the user's id, for the user as a whole, for the entries of the user's account.</summary>
internal sealed class AnswersAbout(LmsDbContext db) : IAnswersAbout
{
    public Task ForgetAsync(int userId, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        DELETE FROM kept_answers WHERE jsonb_path_exists(
            answer,
            '$.** ? (@.userId == $user || (@.id == $user && exists (@.cardNumber)) || (exists (@.amount) && @.id == $entries[*]))',
            jsonb_build_object('user', {userId}, 'entries', (SELECT coalesce(jsonb_agg(id), '[]') FROM account_entries WHERE user_id = {userId})))
        """, cancellationToken);
}
