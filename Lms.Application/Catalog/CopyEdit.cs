using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Jobs;

namespace Lms.Application.Catalog;

/// <summary>Values that many copies are given. What is left out stays as it is.</summary>
public sealed record CopyValues
{
    /// <summary>The branch they belong to.</summary>
    public int? HomeBranchId { get; init; }

    /// <inheritdoc cref="Copy.ShelfLocation"/>
    public string? ShelfLocation { get; init; }

    /// <inheritdoc cref="Copy.CallNumber"/>
    public string? CallNumber { get; init; }

    /// <summary>The code of a material type.</summary>
    public string? MaterialType { get; init; }

    /// <summary>Where they are in their life. Loan, hold shelf and transit come about by circulation alone: a copy that is on loan keeps its status, and is named.</summary>
    public CopyStatus? Status { get; init; }

    /// <inheritdoc cref="Copy.Price"/>
    /// <example>18.50</example>
    public decimal? Price { get; init; }

    /// <inheritdoc cref="Copy.AcquiredOn"/>
    public DateOnly? AcquiredOn { get; init; }

    /// <inheritdoc cref="Copy.Note"/>
    public string? Note { get; init; }

    /// <summary>Whether a field is given a value.</summary>
    internal bool Has(ClearableCopyField field) => field switch
    {
        ClearableCopyField.ShelfLocation => ShelfLocation is not null,
        ClearableCopyField.CallNumber => CallNumber is not null,
        ClearableCopyField.Price => Price is not null,
        ClearableCopyField.AcquiredOn => AcquiredOn is not null,
        ClearableCopyField.Note => Note is not null,
        _ => false,
    };
}

/// <summary>What can be emptied of many copies.</summary>
public enum ClearableCopyField
{
    /// <summary>The part of the branch where the shelf stands.</summary>
    ShelfLocation,

    /// <summary>The call number.</summary>
    CallNumber,

    /// <summary>The price.</summary>
    Price,

    /// <summary>The day of acquisition.</summary>
    AcquiredOn,

    /// <summary>The note.</summary>
    Note,
}

/// <summary>Copies, and what is to be changed about each of them.</summary>
public abstract record CopyEdit : CopyChoice
{
    /// <summary>The values that the copies are given.</summary>
    public CopyValues Set { get; init; } = new();

    /// <summary>What of the copies is emptied.</summary>
    public IReadOnlyList<ClearableCopyField> Clear { get; init; } = [];

    /// <summary>Whether it changes nothing.</summary>
    internal bool ChangesNothing() => Set == new CopyValues() && Clear.Count == 0;

    /// <summary>What is known about a copy after the change.</summary>
    internal CopyFields ApplyTo(CopyFields before) => before with
    {
        HomeBranchId = Set.HomeBranchId ?? before.HomeBranchId,
        ShelfLocation = Of(ClearableCopyField.ShelfLocation, Set.ShelfLocation, before.ShelfLocation),
        CallNumber = Of(ClearableCopyField.CallNumber, Set.CallNumber, before.CallNumber),
        MaterialType = Set.MaterialType ?? before.MaterialType,
        Status = Set.Status ?? before.Status,
        Price = Of(ClearableCopyField.Price, Set.Price, before.Price),
        AcquiredOn = Of(ClearableCopyField.AcquiredOn, Set.AcquiredOn, before.AcquiredOn),
        Note = Of(ClearableCopyField.Note, Set.Note, before.Note),
    };

    /// <exception cref="InvalidMemberException">There is no such branch or material type.</exception>
    internal async Task MustNameWhatIsThereAsync(ILmsDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            await new CopyFields { HomeBranchId = Set.HomeBranchId, MaterialType = Set.MaterialType }.MustNameWhatIsThereAsync(db, cancellationToken);
        }
        catch (InvalidMemberException invalid)
        {
            throw new InvalidMemberException($"set.{invalid.Member}", invalid.Message);
        }
    }

    private T? Of<T>(ClearableCopyField field, T? set, T? before) => Clear.Contains(field) ? default : set ?? before;
}

/// <summary>A copy before and after a change.</summary>
/// <param name="Before">What was known about it.</param>
/// <param name="After">What is known about it then.</param>
/// <param name="Fault">Why it cannot be changed so; null where it can.</param>
internal sealed record EditedCopy(CopyFields Before, CopyFields After, JobFault? Fault)
{
    /// <summary>Whether the change makes a difference to it.</summary>
    public bool IsChanged => Fault is null && Before != After;

    /// <summary>Works a change out.</summary>
    public static EditedCopy Of(Copy copy, CopyFields after) =>
        new(CopyFields.Of(copy), after, copy.Forbids(after.Status) is { } block ? new JobFault(block.Code, block.Message) : null);
}

internal sealed class CopyValuesValidator : AbstractValidator<CopyValues>
{
    public CopyValuesValidator()
    {
        RuleFor(values => values.HomeBranchId).GreaterThan(0);
        RuleFor(values => values.ShelfLocation).NotBlank().MaximumLength(Copy.MaxPlace);
        RuleFor(values => values.CallNumber).NotBlank().MaximumLength(Copy.MaxPlace);
        RuleFor(values => values.MaterialType).NotBlank().MaximumLength(MaterialType.MaxCode);
        RuleFor(values => values.Status).IsInEnum();
        RuleFor(values => values.Price).Money();
        RuleFor(values => values.AcquiredOn).Day();
        RuleFor(values => values.Note).NotBlank().MaximumLength(Copy.MaxNote);
    }
}

internal abstract class CopyEditValidator<T> : CopyChoiceValidator<T>
    where T : CopyEdit
{
    protected CopyEditValidator()
    {
        RuleFor(edit => edit.Set).NotNull().SetValidator(new CopyValuesValidator());
        RuleFor(edit => edit.Clear).AtMost(Enum.GetValues<ClearableCopyField>().Length);
        RuleForEach(edit => edit.Clear).IsInEnum();
        RuleFor(edit => edit.Clear).Must((edit, fields) => fields?.Any(edit.Set.Has) != true).When(edit => edit.Set is not null).WithMessage("A field is either set or cleared.");
        RuleFor(edit => edit.Set).Must((edit, _) => !edit.ChangesNothing()).When(edit => edit is { Set: not null, Clear: not null }).WithMessage("Say what to change.");
    }
}
