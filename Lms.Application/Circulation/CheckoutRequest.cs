using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Patrons;

namespace Lms.Application.Circulation;

/// <summary>Which copy goes to whom: one of <c>copyBarcode</c>, <c>copyId</c>, <c>bookId</c>, and one of <c>userId</c>, <c>cardNumber</c>. A member who checks out for themselves may leave the latter out.</summary>
public record CheckoutRequest
{
    /// <summary>The barcode of the copy under the scanner.</summary>
    /// <example>"30000000000574"</example>
    public string? CopyBarcode { get; init; }

    /// <summary>The copy's id.</summary>
    public int? CopyId { get; init; }

    /// <summary>The book, where any available copy will do: one at the branch first, else one on which no hold has a claim.</summary>
    public int? BookId { get; init; }

    /// <summary>The borrower's id.</summary>
    public int? UserId { get; init; }

    /// <summary>The borrower's card number.</summary>
    /// <example>"20000000000030"</example>
    public string? CardNumber { get; init; }

    /// <summary>Who acts for the borrower; they must have been appointed. Null where the borrower is here.</summary>
    public int? ProxyUserId { get; init; }

    /// <summary>The branch where it happens; the one the copy is at where it is left out.</summary>
    public int? BranchId { get; init; }

    /// <summary>Whether the copy stays in the house: due at closing time, and not renewed.</summary>
    public bool OnSite { get; init; }

    /// <summary>Another due date than the rule gives; must lie in the future. For staff.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Does it all the same, where the caller may.</summary>
    public OverrideRequest? Override { get; init; }
}

internal sealed class CheckoutRequestValidator : AbstractValidator<CheckoutRequest>
{
    public CheckoutRequestValidator(TimeProvider time)
    {
        RuleFor(request => request.CopyBarcode).NotBlank().MaximumLength(Copy.MaxBarcode);
        RuleFor(request => request.CopyId).GreaterThan(0);
        RuleFor(request => request.BookId).GreaterThan(0);
        RuleFor(request => request.CopyBarcode).Must((request, _) => ExactlyOne(request.CopyBarcode is not null, request.CopyId is not null, request.BookId is not null))
            .WithMessage("Name the copy by one of copyBarcode, copyId and bookId.");
        RuleFor(request => request.CardNumber).NotBlank().MaximumLength(Patron.MaxCardNumber);
        RuleFor(request => request.UserId).GreaterThan(0);
        RuleFor(request => request.UserId).Must((request, _) => request.UserId is null || request.CardNumber is null)
            .WithMessage("Name the borrower by one of userId and cardNumber.");
        RuleFor(request => request.ProxyUserId).GreaterThan(0);
        RuleFor(request => request.BranchId).GreaterThan(0);
        RuleFor(request => request.DueAt).DueInTime(time);
        RuleFor(request => request.Override!).SetValidator(new OverrideRequestValidator()).When(request => request.Override is not null);
    }

    private static bool ExactlyOne(params ReadOnlySpan<bool> given)
    {
        var count = 0;
        foreach (var one in given)
            count += one ? 1 : 0;
        return count == 1;
    }
}

internal static class DueDateRules
{
    /// <summary>A due date that staff set by hand: in the future, and at most ten years away.</summary>
    public static IRuleBuilderOptions<T, DateTimeOffset?> DueInTime<T>(this IRuleBuilder<T, DateTimeOffset?> rule, TimeProvider time) =>
        rule.Must(dueAt => dueAt is null || (dueAt > time.GetUtcNow() && dueAt < time.GetUtcNow().AddYears(10)))
            .WithMessage("It must lie in the future, and at most ten years away.");
}

internal static class Borrowers
{
    /// <summary>The request with its borrower named: a member borrows for themselves, and only that.</summary>
    /// <exception cref="ForbiddenException">A member asks for somebody else, for another due date, or to pass over a block.</exception>
    /// <exception cref="InvalidMemberException">Staff name no borrower.</exception>
    public static T NamingBorrower<T>(this T request, ICaller caller)
        where T : CheckoutRequest
    {
        if (caller.IsStaff)
            return request.UserId is null && request.CardNumber is null ? throw new InvalidMemberException("userId", "Name the borrower by one of userId and cardNumber.") : request;
        if (request.CardNumber is not null || (request.UserId ?? caller.UserId) != caller.UserId || request.ProxyUserId is not null)
            throw new ForbiddenException("Members borrow for themselves alone.");
        if (request.DueAt is not null || request.Override is not null)
            throw new ForbiddenException("Only staff choose a due date or pass over a block.");
        return request with { UserId = caller.UserId };
    }
}
