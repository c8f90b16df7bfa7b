using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Notices;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Notices;

/// <summary>Conditions on notices; they add up.</summary>
public sealed record NoticeConditions : ListQuery
{
    /// <summary>What they tell.</summary>
    public NoticeType? Type { get; init; }

    /// <summary>How they stand.</summary>
    public NoticeStatus? Status { get; init; }
}

/// <summary>Lists the notices to a user.</summary>
/// <param name="UserId">To whom.</param>
/// <param name="Page">Which page, in which order, under which conditions.</param>
public sealed record ListNotices(int UserId, NoticeConditions Page) : IRequest<Page<NoticeResponse>>;

internal sealed class NoticeConditionsValidator() : ListQueryValidator<NoticeConditions>(ListNoticesHandler.Order.Names);

internal sealed class ListNoticesValidator : AbstractValidator<ListNotices>
{
    public ListNoticesValidator() => RuleFor(query => query.Page).SetValidator(new NoticeConditionsValidator()).OverridePropertyName("");
}

internal sealed class ListNoticesHandler(ILmsDbContext db, IMapper mapper) : IRequestHandler<ListNotices, Page<NoticeResponse>>
{
    internal static readonly SortOrder<Notice> Order = new SortOrder<Notice>(notice => notice.Id).By("createdAt", notice => notice.CreatedAt);

    public async Task<Page<NoticeResponse>> Handle(ListNotices query, CancellationToken cancellationToken)
    {
        if (!await db.Users.AnyAsync(user => user.Id == query.UserId, cancellationToken))
            throw new NotFoundException("user", query.UserId);
        var notices = db.Notices.AsNoTracking().Where(notice => notice.UserId == query.UserId);
        if (query.Page.Type is { } type)
            notices = notices.Where(notice => notice.Type == type);
        if (query.Page.Status is { } status)
            notices = notices.Where(notice => notice.Status == status);
        return await notices.PageAsync(query.Page, Order, mapper.Project<Notice, NoticeResponse>(), cancellationToken);
    }
}
