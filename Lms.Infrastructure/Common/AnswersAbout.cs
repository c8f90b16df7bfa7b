using System.Text.Json;
using Lms.Application.Common;
using Lms.Domain.Patrons;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Common;

/// <summary>
/// Looks into the kept answers with a JSON path: for the user's id, for the user as a whole, for their blocks and for the entries of their account; for
/// the id of a loan or hold, which an index finds.
/// </summary>
internal sealed class AnswersAbout(LmsDbContext db) : IAnswersAbout
{
    public Task ForgetUserAsync(int userId, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        UPDATE kept_answers SET answer = {KeptAnswer.Forgotten}::jsonb FROM patrons WHERE patrons.id = {userId} AND jsonb_path_exists(
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

    public Task ForgetBlockAsync(PatronBlock block, CancellationToken cancellationToken) =>
        ForgetAsync($"$.** ? (exists (@.stops) && @.note == {JsonSerializer.Serialize(block.Note)})", cancellationToken);

    public Task ForgetLoanAsync(int loanId, CancellationToken cancellationToken) =>
        ForgetAsync(FormattableString.Invariant($"$.** ? (@.loanId == {loanId} || (@.id == {loanId} && exists (@.checkedOutAt)))"), cancellationToken);

    public Task ForgetHoldAsync(int holdId, CancellationToken cancellationToken) =>
        ForgetAsync(FormattableString.Invariant($"$.** ? (@.holdId == {holdId} || (@.id == {holdId} && exists (@.placedAt)))"), cancellationToken);

    private Task<int> ForgetAsync(string path, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"UPDATE kept_answers SET answer = {KeptAnswer.Forgotten}::jsonb WHERE answer @? {path}::jsonpath", cancellationToken);
}
