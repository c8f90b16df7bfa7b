using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Patrons;
using MediatR;

namespace Lms.Application.Circulation;

/// <summary>Lends a stack of copies to one user, each as if it were the only one. Name them by <c>copyBarcodes</c>, or by <c>items</c> where some need more than that.</summary>
public sealed record CheckOutStack : IBatch<IReadOnlyList<BatchedLoan>>
{
    /// <summary>The most copies in one stack.</summary>
    public const int MaxCopies = 100;

    /// <summary>The borrower's id.</summary>
    public int? UserId { get; init; }

    /// <summary>The borrower's card number.</summary>
    public string? CardNumber { get; init; }

    /// <summary>Who acts for the borrower; they must have been appointed. Null where the borrower is here.</summary>
    public int? ProxyUserId { get; init; }

    /// <summary>The branch where it happens; for each copy the one it is at where it is left out.</summary>
    public int? BranchId { get; init; }

    /// <summary>The barcodes of the copies, in the order of the stack.</summary>
    public IReadOnlyList<string>? CopyBarcodes { get; init; }

    /// <summary>The copies, each with what is particular to it.</summary>
    public IReadOnlyList<StackedCopy>? Items { get; init; }

    /// <summary>Does it all the same, where the caller may; holds for every copy that says nothing else.</summary>
    public OverrideRequest? Override { get; init; }

    /// <summary>The checkouts, one by one.</summary>
    internal IEnumerable<CheckOut> OneByOne() => (Items ?? [.. (CopyBarcodes ?? []).Select(barcode => new StackedCopy { CopyBarcode = barcode })]).Select(item => new CheckOut
    {
        CopyBarcode = item.CopyBarcode,
        CopyId = item.CopyId,
        BookId = item.BookId,
        UserId = UserId,
        CardNumber = CardNumber,
        ProxyUserId = ProxyUserId,
        BranchId = BranchId,
        OnSite = item.OnSite,
        DueAt = item.DueAt,
        Override = item.Override ?? Override,
    });
}

/// <summary>One copy of a stack, named by one of <c>copyBarcode</c>, <c>copyId</c> and <c>bookId</c>.</summary>
public sealed record StackedCopy
{
    /// <inheritdoc cref="CheckoutRequest.CopyBarcode"/>
    public string? CopyBarcode { get; init; }

    /// <inheritdoc cref="CheckoutRequest.CopyId"/>
    public int? CopyId { get; init; }

    /// <inheritdoc cref="CheckoutRequest.BookId"/>
    public int? BookId { get; init; }

    /// <inheritdoc cref="CheckoutRequest.OnSite"/>
    public bool OnSite { get; init; }

    /// <inheritdoc cref="CheckoutRequest.DueAt"/>
    public DateTimeOffset? DueAt { get; init; }

    /// <inheritdoc cref="CheckoutRequest.Override"/>
    public OverrideRequest? Override { get; init; }
}

internal sealed class StackedCopyValidator : AbstractValidator<StackedCopy>
{
    public StackedCopyValidator()
    {
        RuleFor(copy => copy.CopyBarcode).NotBlank().MaximumLength(Copy.MaxBarcode);
        RuleFor(copy => copy.CopyId).GreaterThan(0);
        RuleFor(copy => copy.BookId).GreaterThan(0);
        RuleFor(copy => copy.Override!).SetValidator(new OverrideRequestValidator()).When(copy => copy.Override is not null);
    }
}

internal sealed class CheckOutStackValidator : AbstractValidator<CheckOutStack>
{
    public CheckOutStackValidator()
    {
        RuleFor(stack => stack.UserId).GreaterThan(0);
        RuleFor(stack => stack.CardNumber).NotBlank().MaximumLength(Patron.MaxCardNumber);
        RuleFor(stack => stack.Override!).SetValidator(new OverrideRequestValidator()).When(stack => stack.Override is not null);
        RuleFor(stack => stack.ProxyUserId).GreaterThan(0);
        RuleFor(stack => stack.BranchId).GreaterThan(0);
        RuleForEach(stack => stack.Items).SetValidator(new StackedCopyValidator());
        RuleFor(stack => stack.CopyBarcodes).Must((stack, _) => (stack.CopyBarcodes is null) != (stack.Items is null))
            .WithMessage("Name the copies by one of copyBarcodes and items.");
        RuleFor(stack => stack.CopyBarcodes).Filled(CheckOutStack.MaxCopies);
        RuleFor(stack => stack.Items).Filled(CheckOutStack.MaxCopies);
    }
}

internal sealed class CheckOutStackHandler(Parts parts) : IRequestHandler<CheckOutStack, IReadOnlyList<BatchedLoan>>
{
    public async Task<IReadOnlyList<BatchedLoan>> Handle(CheckOutStack command, CancellationToken cancellationToken)
    {
        var lent = new List<BatchedLoan>();
        foreach (var (index, checkout) in command.OneByOne().Index())
        {
            var part = await parts.TryAsync($"copy {index}", checkout, cancellationToken);
            lent.Add(new BatchedLoan(checkout.CopyBarcode, part.Done?.Id, part.Problem?.Status ?? 201, part.Done, part.Problem));
        }

        return lent;
    }
}
