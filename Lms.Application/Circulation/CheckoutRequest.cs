using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Patrons;

namespace Lms.Application.Circulation;

/// <summary>Which copy goes to whom: one of <c>copyBarcode</c>, <c>copyId</c>, <c>bookId</c>, and one of <c>userId</c>, <c>cardNumber</c>.</summary>
public record CheckoutRequest
{
    /// <summary>The barcode of the copy under the scanner.</summary>
    /// <example>"30000000000574"</example>
    public string? CopyBarcode { get; init; }

    /// <summary>The copy's id.</summary>
    public int? CopyId { get; init; }

    /// <summary>The book, where any available copy will do: one at the branch first.</summary>
    public int? BookId { get; init; }

    /// <summary>The borrower's id.</summary>
    public int? UserId { get; init; }

    /// <summary>The borrower's card number.</summary>
    /// <example>"20000000000030"</example>
    public string? CardNumber { get; init; }

    /// <summary>The branch where it happens; the one the copy is at where it is left out.</summary>
    public int? BranchId { get; init; }

    /// <summary>Another due date than the rule gives; must lie in the future.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Does it all the same, where the caller may.</summary>
    public OverrideRequest? Override { get; init; }
}

/// <summary>Does what blocks stand against.</summary>
public sealed record OverrideRequest
{
    /// <summary>Why; it is written into the ledger. 1 to 500 characters.</summary>
    /// <example>Arrived with a new card this morning</example>
    public string Reason { get; init; } = "";

    /// <summary>The codes of the blocks to pass over; null for all that the caller may pass over.</summary>
    public IReadOnlyList<string>? Blocks { get; init; }
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
        RuleFor(request => request.UserId).Must((request, _) => ExactlyOne(request.UserId is not null, request.CardNumber is not null))
            .WithMessage("Name the borrower by one of userId and cardNumber.");
        RuleFor(request => request.BranchId).GreaterThan(0);
        RuleFor(request => request.DueAt).DueInTime(time);
        RuleFor(request => request.Override!.Reason).NotEmpty().MaximumLength(500).OverridePropertyName("override.reason").When(request => request.Override is not null);
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
