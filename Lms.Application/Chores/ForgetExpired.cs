using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Notices;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Chores;

/// <summary>Forgets what is good for nothing any more: answers kept for repeated requests, sessions and permissions that ended, receipts.</summary>
public sealed record ForgetExpired : ICommand<bool>;

internal sealed class ForgetExpiredHandler(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IRequestHandler<ForgetExpired, bool>
{
    /// <summary>No day of any calendar is longer.</summary>
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(26);

    public async Task<bool> Handle(ForgetExpired command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var settings = (await policies.CurrentAsync(cancellationToken)).Settings;
        var forgotten = await db.KeptAnswers.Where(answer => answer.At <= now - Common.KeptAnswer.Lifetime).ExecuteDeleteAsync(cancellationToken)
            + await db.RefreshTokens.Where(token => token.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken)
            + await db.PasswordResets.Where(reset => reset.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);

        if (settings.HistoryEnds(now) is { } end)
            forgotten += await ForgetReceiptsAsync(end, now, cancellationToken);
        return forgotten > 0;
    }

    /// <summary>A receipt names what was borrowed, and belongs to no single loan that would take it along. That one was sent is known to the end of the day, for the next begins after it.</summary>
    private async Task<int> ForgetReceiptsAsync(DateTimeOffset end, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var receipts = db.Notices.Where(notice => notice.LoanId == null && notice.HoldId == null && notice.Status != NoticeStatus.Queued && notice.CreatedAt <= end
            && !db.Patrons.Any(patron => patron.Id == notice.UserId && patron.KeepsHistory));
        return await receipts.Where(notice => notice.CreatedAt <= now - LongestDay).ExecuteDeleteAsync(cancellationToken)
            + await receipts.Where(notice => notice.Text != "").ExecuteUpdateAsync(set => set.SetProperty(notice => notice.Text, ""), cancellationToken);
    }
}

internal sealed class ForgettingExpired : IChore
{
    public string Name => "forget what has expired";

    /// <summary>Deleting is one piece: what one replica deletes, another does not find.</summary>
    public Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<int>>([1]);

    public ICommand<bool> Do(int piece) => new ForgetExpired();
}
