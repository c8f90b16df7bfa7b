using AutoMapper;
using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Notices;

/// <summary>Puts a notice that was sent, given up or dropped back among those to be sent.</summary>
/// <param name="Id">Which.</param>
public sealed record ResendNotice(int Id) : ICommand<NoticeResponse>;

internal sealed class ResendNoticeHandler(ILmsDbContext db, IMapper mapper, TimeProvider time) : IRequestHandler<ResendNotice, NoticeResponse>
{
    public async Task<NoticeResponse> Handle(ResendNotice command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(new RowLock("notices", "id = {0}", command.Id));
        var notice = await db.Notices.SingleOrDefaultAsync(notice => notice.Id == command.Id, cancellationToken) ?? throw new NotFoundException("notice", command.Id);
        notice.Requeue(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<NoticeResponse>(notice);
    }
}
