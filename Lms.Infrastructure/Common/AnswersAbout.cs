using Lms.Application.Common;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Common;

/// <summary>Looks into the kept answers with a JSON path: for the user's id, for the user as a whole, for their blocks and for the entries of their account.</summary>
internal sealed class AnswersAbout(LmsDbContext db) : IAnswersAbout
{
    public Task ForgetAsync(int userId, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        DELETE FROM kept_answers USING patrons WHERE patrons.id = {userId} AND jsonb_path_exists(
            answer,
            '$.** ? (@.userId == $user || @.sponsorId == $user || @.proxyId == $user
                || (@.id == $user && exists (@.cardNumber))
                || (exists (@.stops) && @.note == $blocks[*].note)
                || (exists (@.amount) && @.id == $entries[*]))',
            jsonb_build_object(
                'user', patrons.id,
                'blocks', patrons.blocks,
                'entries', (SELECT coalesce(jsonb_agg(id), '[]') FROM account_entries WHERE user_id = patrons.id)))
        """, cancellationToken);
}
