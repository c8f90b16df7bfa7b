using Lms.Application.Chores;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Holds;
using Lms.Domain.Notices;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Forgets who had waited for something: the hold and its rows of the ledger lose their user, the notices about it go, and so do the answers kept for repeated requests in which it stands.</summary>
/// <param name="Id">Which hold.</param>
public sealed record AnonymiseHold(int Id) : ICommand<bool>;

internal sealed class AnonymiseHoldHandler(ILmsDbContext db, IFreeRows rows, IAnswersAbout answers, ILibraryPolicies policies, TimeProvider time) : IRequestHandler<AnonymiseHold, bool>
{
    public async Task<bool> Handle(AnonymiseHold command, CancellationToken cancellationToken)
    {
        if (!await rows.TakeAsync(RowLock.BookOfHold(command.Id), cancellationToken))
            return false;

        var settings = (await policies.CurrentAsync(cancellationToken)).Settings;
        var userId = await db.HoldsToForget(settings, time.GetUtcNow()).Where(hold => hold.Id == command.Id).Select(hold => hold.UserId).SingleOrDefaultAsync(cancellationToken);
        if (userId is null)
            return false;

        await db.Transactions.Where(row => row.HoldId == command.Id).ForgetAsync(userId, cancellationToken);
        await db.Notices.Where(notice => notice.HoldId == command.Id).ExecuteDeleteAsync(cancellationToken);
        await answers.ForgetHoldAsync(command.Id, cancellationToken);
        await db.Holds.Where(hold => hold.Id == command.Id).ExecuteUpdateAsync(set => set.SetProperty(hold => hold.UserId, (int?)null), cancellationToken);
        return true;
    }
}

internal sealed class AnonymisingHolds(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IChore
{
    public string Name => "anonymise holds";

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken)
    {
        var settings = (await policies.CurrentAsync(cancellationToken)).Settings;
        return await db.HoldsToForget(settings, time.GetUtcNow()).OrderBy(hold => hold.Id).Select(hold => hold.Id).ToListAsync(cancellationToken);
    }

    public ICommand<bool> Do(int piece) => new AnonymiseHold(piece);
}

internal static class PastHolds
{
    /// <summary>Past holds that are to lose their user, by the same rules as past loans.</summary>
    public static IQueryable<Hold> HoldsToForget(this ILmsDbContext db, Settings settings, DateTimeOffset now)
    {
        var end = settings.HistoryEnds(now) ?? DateTimeOffset.MinValue;
        var undoable = settings.UndoableSince(now);
        return db.Holds.Where(hold => hold.UserId != null && !hold.InHistory && hold.EndedAt <= end
            && !db.Patrons.Any(patron => patron.Id == hold.UserId && patron.KeepsHistory)
            && !db.Transactions.Any(row => row.HoldId == hold.Id && row.At >= undoable)
            && !db.Notices.Any(notice => notice.HoldId == hold.Id && notice.Status == NoticeStatus.Queued));
    }
}
