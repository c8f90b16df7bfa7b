using System.Globalization;
using Lms.Application.Chores;
using Lms.Application.Common;
using Lms.Domain.Holds;
using Lms.Domain.Notices;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Notices;

/// <summary>Sends a notice, or notes that it could not be sent and when it is tried again.</summary>
/// <param name="Id">Which.</param>
public sealed record SendNotice(int Id) : ICommand<bool>;

internal sealed class SendNoticeHandler(ILmsDbContext db, IFreeRows rows, IMailTransport mail, TimeProvider time) : IRequestHandler<SendNotice, bool>
{
    public async Task<bool> Handle(SendNotice command, CancellationToken cancellationToken)
    {
        if (!await rows.TakeAsync(new RowLock("notices", "id = {0}", command.Id), cancellationToken))
            return false;
        var now = time.GetUtcNow();
        var notice = await db.Notices.SingleOrDefaultAsync(notice => notice.Id == command.Id && notice.Status == NoticeStatus.Queued && notice.NextAttemptAt <= now, cancellationToken);
        if (notice is null)
            return false;

        if (await MootAsync(notice, cancellationToken) is { } over)
            notice.Drop(over);
        else if (await db.Users.Where(user => user.Id == notice.UserId).Select(user => user.Email).SingleAsync(cancellationToken) is not { } address)
            notice.Drop("The user has no mail address.");
        else
            await SendAsync(notice, address, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>The row stays locked meanwhile. A process that dies here may have sent the mail; the next one sends it again, with the id that tells so.</summary>
    private async Task SendAsync(Notice notice, string address, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"notice-{notice.Id}-{notice.CreatedAt.ToUnixTimeMilliseconds()}");
            await mail.SendAsync(new Mail(address, notice.Subject, notice.Text, id), cancellationToken);
            notice.Sent(now);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            notice.Fail(exception.Message, now);
        }
    }

    /// <summary>Why it is not worth sending any more: it reminds of what has been brought back, or calls for what does not wait. Null where it is.</summary>
    private async Task<string?> MootAsync(Notice notice, CancellationToken cancellationToken) => notice.Type switch
    {
        NoticeType.DueSoon or NoticeType.Overdue when await db.Loans.AnyAsync(loan => loan.Id == notice.LoanId && loan.ReturnedAt != null, cancellationToken) => "The loan is over.",
        NoticeType.HoldReady when await db.Holds.AnyAsync(hold => hold.Id == notice.HoldId && hold.Status != HoldStatus.Ready, cancellationToken) => "The copy does not wait any more.",
        _ => null,
    };
}

internal sealed class SendingNotices(ILmsDbContext db, TimeProvider time) : IChore
{
    public string Name => "send notices";

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.Notices.Where(notice => notice.Status == NoticeStatus.Queued && notice.NextAttemptAt <= now)
            .OrderBy(notice => notice.NextAttemptAt).ThenBy(notice => notice.Id).Select(notice => notice.Id).ToListAsync(cancellationToken);
    }

    public ICommand<bool> Do(int piece) => new SendNotice(piece);
}
