using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Patrons;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>Somebody who may act for a user.</summary>
/// <param name="SponsorId">For whom: loans and holds stand on them.</param>
/// <param name="ProxyId">Who acts.</param>
/// <param name="FirstName">The first name of who acts; null where it is not recorded.</param>
/// <param name="LastName">The last name of who acts; null where it is not recorded.</param>
/// <param name="CardNumber">The card of who acts.</param>
/// <param name="ExpiresOn">The last day on which they may, inclusive; null until they are dismissed.</param>
public sealed record ProxyResponse(int SponsorId, int ProxyId, string? FirstName, string? LastName, string CardNumber, DateOnly? ExpiresOn);

/// <summary>Lists who may act for a user, expired appointments too.</summary>
/// <param name="UserId">For whom.</param>
public sealed record ListProxies(int UserId) : IRequest<IReadOnlyList<ProxyResponse>>;

/// <summary>Lets somebody act for a user, or changes until when.</summary>
/// <param name="UserId">For whom.</param>
/// <param name="ProxyId">Who acts.</param>
/// <param name="ExpiresOn">The last day on which they may, inclusive; null until they are dismissed.</param>
public sealed record AppointProxy(int UserId, int ProxyId, DateOnly? ExpiresOn) : ICommand<ProxyResponse>;

/// <summary>Lets somebody act for a user no longer.</summary>
/// <param name="UserId">For whom.</param>
/// <param name="ProxyId">Who acts.</param>
public sealed record DismissProxy(int UserId, int ProxyId) : ICommand<Unit>;

internal sealed class AppointProxyValidator : AbstractValidator<AppointProxy>
{
    public AppointProxyValidator()
    {
        RuleFor(command => command.ExpiresOn).Day();
        RuleFor(command => command.ProxyId).Must((command, proxyId) => proxyId != command.UserId).WithMessage("Nobody is their own proxy.");
    }
}

internal sealed class ProxiesHandler(ILmsDbContext db, ICaller caller)
    : IRequestHandler<ListProxies, IReadOnlyList<ProxyResponse>>, IRequestHandler<AppointProxy, ProxyResponse>, IRequestHandler<DismissProxy, Unit>
{
    public async Task<IReadOnlyList<ProxyResponse>> Handle(ListProxies query, CancellationToken cancellationToken)
    {
        if (!await db.Patrons.AnyAsync(patron => patron.Id == query.UserId, cancellationToken))
            throw new NotFoundException("user", query.UserId);
        return await (
            from proxy in db.Proxies
            join patron in db.Patrons on proxy.ProxyId equals patron.Id
            where proxy.SponsorId == query.UserId
            orderby proxy.ProxyId
            select new ProxyResponse(proxy.SponsorId, proxy.ProxyId, patron.FirstName, patron.LastName, patron.CardNumber, proxy.ExpiresOn)).ToListAsync(cancellationToken);
    }

    public async Task<ProxyResponse> Handle(AppointProxy command, CancellationToken cancellationToken)
    {
        await db.LockedPatronAsync(command.UserId, caller, cancellationToken);
        var patron = await db.Patrons.SingleOrDefaultAsync(patron => patron.Id == command.ProxyId, cancellationToken) ?? throw new NotFoundException("user", command.ProxyId);
        var proxy = await db.Proxies.SingleOrDefaultAsync(proxy => proxy.SponsorId == command.UserId && proxy.ProxyId == command.ProxyId, cancellationToken);
        if (proxy is null)
            db.Proxies.Add(Proxy.Appoint(command.UserId, command.ProxyId, command.ExpiresOn));
        else
            proxy.Until(command.ExpiresOn);
        await db.SaveChangesAsync(cancellationToken);
        return new ProxyResponse(command.UserId, patron.Id, patron.FirstName, patron.LastName, patron.CardNumber, command.ExpiresOn);
    }

    public async Task<Unit> Handle(DismissProxy command, CancellationToken cancellationToken)
    {
        await db.LockedPatronAsync(command.UserId, caller, cancellationToken);
        var proxy = await db.Proxies.SingleOrDefaultAsync(proxy => proxy.SponsorId == command.UserId && proxy.ProxyId == command.ProxyId, cancellationToken)
            ?? throw new NotFoundException("proxy", command.ProxyId);
        db.Proxies.Remove(proxy);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
