using FluentValidation;
using Lms.Application.Common;
using MediatR;

namespace Lms.Application.Circulation;

/// <summary>Takes a stack of copies back, each as if it were the only one; the book drop in one go.</summary>
public sealed record ReturnStack : IBatch<IReadOnlyList<BatchedReturn>>
{
    /// <summary>The most copies in one stack.</summary>
    public const int MaxCopies = 100;

    /// <summary>The barcodes of the copies, in the order of the stack; 1 to 100.</summary>
    public IReadOnlyList<string> CopyBarcodes { get; init; } = [];

    /// <summary>The branch where it happens; for each copy the one it was last at where it is left out.</summary>
    public int? BranchId { get; init; }

    /// <summary>When they came back, for a book drop emptied later; now where it is left out.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }
}

/// <summary>What became of one copy of a stack.</summary>
/// <param name="CopyBarcode">The barcode, as it was scanned.</param>
/// <param name="Status">The HTTP status that it would have as the only one: 200 taken back, else a problem's.</param>
/// <param name="Receipt">What became of it, and what to do with the copy; null where it was not taken back.</param>
/// <param name="Problem">Why it was not taken back; null where it was.</param>
public sealed record BatchedReturn(string CopyBarcode, int Status, ReturnReceipt? Receipt, PartProblem? Problem);

internal sealed class ReturnStackValidator : AbstractValidator<ReturnStack>
{
    public ReturnStackValidator()
    {
        RuleFor(stack => stack.CopyBarcodes).NotNull().Filled(ReturnStack.MaxCopies);
        RuleFor(stack => stack.BranchId).GreaterThan(0);
    }
}

internal sealed class ReturnStackHandler(Parts parts) : IRequestHandler<ReturnStack, IReadOnlyList<BatchedReturn>>
{
    public async Task<IReadOnlyList<BatchedReturn>> Handle(ReturnStack command, CancellationToken cancellationToken)
    {
        var returned = new List<BatchedReturn>();
        foreach (var (index, barcode) in command.CopyBarcodes.Index())
        {
            var part = await parts.TryAsync($"copy {index}", new ReturnCopy { CopyBarcode = barcode, BranchId = command.BranchId, ReturnedAt = command.ReturnedAt }, cancellationToken);
            returned.Add(new BatchedReturn(barcode, part.Problem?.Status ?? 200, part.Done, part.Problem));
        }

        return returned;
    }
}
