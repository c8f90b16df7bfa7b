using FluentValidation;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Domain.Catalog;

namespace Lms.Application.Holds;

/// <summary>What somebody wants to wait for: one of <c>bookId</c>, where any copy will do, and <c>copyId</c> or <c>copyBarcode</c>, where it is to be that one.</summary>
public record HoldRequest
{
    /// <summary>The book, where any copy of it will do.</summary>
    /// <example>42</example>
    public int? BookId { get; init; }

    /// <summary>The one copy that will do.</summary>
    public int? CopyId { get; init; }

    /// <summary>The barcode of the one copy that will do.</summary>
    public string? CopyBarcode { get; init; }

    /// <summary>Who waits; the caller where it is left out. Members wait for themselves.</summary>
    public int? UserId { get; init; }

    /// <summary>Who acts for the user; they must have been appointed. Null where the user is here.</summary>
    public int? ProxyUserId { get; init; }

    /// <summary>Where to pick it up; the user's home branch where it is left out.</summary>
    public int? PickupBranchId { get; init; }

    /// <summary>The last day on which it is still needed, inclusive, in the pickup branch's calendar; not in the past. Null for open.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Does it all the same, where the caller may.</summary>
    public OverrideRequest? Override { get; init; }
}

internal sealed class HoldRequestValidator : AbstractValidator<HoldRequest>
{
    public HoldRequestValidator()
    {
        RuleFor(request => request.BookId).GreaterThan(0);
        RuleFor(request => request.CopyId).GreaterThan(0);
        RuleFor(request => request.CopyBarcode).NotBlank().MaximumLength(Copy.MaxBarcode);
        RuleFor(request => request.BookId)
            .Must((request, _) => new[] { request.BookId is not null, request.CopyId is not null, request.CopyBarcode is not null }.Count(given => given) == 1)
            .WithMessage("Say what to wait for by one of bookId, copyId and copyBarcode.");
        RuleFor(request => request.UserId).GreaterThan(0);
        RuleFor(request => request.ProxyUserId).GreaterThan(0);
        RuleFor(request => request.PickupBranchId).GreaterThan(0);
        RuleFor(request => request.ExpiresOn).Day();
        RuleFor(request => request.Override!).SetValidator(new OverrideRequestValidator()).When(request => request.Override is not null);
    }
}

internal static class Waiters
{
    /// <summary>The request with who waits named: a member waits for themselves, and only that.</summary>
    /// <exception cref="ForbiddenException">A member asks for somebody else, or to pass over a block.</exception>
    public static T NamingWaiter<T>(this T request, ICaller caller)
        where T : HoldRequest
    {
        var userId = request.UserId ?? caller.RequiredUserId;
        if (!caller.IsStaff && (userId != caller.UserId || request.ProxyUserId is not null))
            throw new ForbiddenException("Members place holds for themselves alone.");
        if (!caller.IsStaff && request.Override is not null)
            throw new ForbiddenException("Only staff pass over a block.");
        return request with { UserId = userId };
    }
}
