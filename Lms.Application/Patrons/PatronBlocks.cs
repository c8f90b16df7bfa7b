using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Patrons;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>Lists the particular blocks of a user, ended ones too.</summary>
/// <param name="UserId">Whose.</param>
public sealed record ListPatronBlocks(int UserId) : IRequest<IReadOnlyList<PatronBlock>>;

/// <summary>What staff let stand in a user's way.</summary>
public sealed record PatronBlockFields
{
    /// <inheritdoc cref="PatronBlock.Code"/>
    /// <example>reading-room</example>
    public string Code { get; init; } = "";

    /// <summary>Why; it is shown at the desk. 1 to 500 characters.</summary>
    /// <example>Owes the reading room a pencil.</example>
    public string Note { get; init; } = "";

    /// <inheritdoc cref="PatronBlock.Stops"/>
    /// <example>["checkout"]</example>
    public IReadOnlyList<PatronAction> Stops { get; init; } = [];

    /// <summary>The last day on which it stands, inclusive; not in the past. Null until it is lifted.</summary>
    public DateOnly? Until { get; init; }

    /// <inheritdoc cref="PatronBlock.BranchId"/>
    public int? BranchId { get; init; }
}

/// <summary>Lets something stand in a user's way.</summary>
/// <param name="UserId">In whose.</param>
/// <param name="Fields">What, and why.</param>
public sealed record SetPatronBlock(int UserId, PatronBlockFields Fields) : ICommand<PatronBlock>;

/// <summary>Lifts a block.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Code">Which.</param>
public sealed record LiftPatronBlock(int UserId, string Code) : ICommand<Unit>;

internal sealed class SetPatronBlockValidator : AbstractValidator<SetPatronBlock>
{
    public SetPatronBlockValidator() => RuleFor(command => command.Fields).SetValidator(new PatronBlockFieldsValidator()).OverridePropertyName("");
}

internal sealed class PatronBlockFieldsValidator : AbstractValidator<PatronBlockFields>
{
    public PatronBlockFieldsValidator()
    {
        RuleFor(block => block.Code).NotEmpty().MaximumLength(PatronBlock.MaxCode).Matches("^[a-z0-9]+(-[a-z0-9]+)*$").WithMessage("It must be of small letters and digits, with hyphens between.");
        RuleFor(block => block.Note).NotEmpty().MaximumLength(Patron.MaxText);
        RuleFor(block => block.Stops).EachOnce(1, Enum.GetValues<PatronAction>().Length);
        RuleFor(block => block.Until).Day();
        RuleFor(block => block.BranchId).GreaterThan(0);
    }
}

internal sealed class PatronBlocksHandler(ILmsDbContext db, IAnswersAbout answers, ILibraryPolicies policies, ICaller caller, TimeProvider time)
    : IRequestHandler<ListPatronBlocks, IReadOnlyList<PatronBlock>>, IRequestHandler<SetPatronBlock, PatronBlock>, IRequestHandler<LiftPatronBlock, Unit>
{
    public async Task<IReadOnlyList<PatronBlock>> Handle(ListPatronBlocks query, CancellationToken cancellationToken) =>
        await db.Patrons.Where(patron => patron.Id == query.UserId).Select(patron => patron.Blocks).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("user", query.UserId);

    public async Task<PatronBlock> Handle(SetPatronBlock command, CancellationToken cancellationToken)
    {
        var patron = await db.LockedPatronAsync(command.UserId, caller, cancellationToken);
        var fields = command.Fields;
        var calendars = (await policies.CurrentAsync(cancellationToken)).Calendars;
        if (!calendars.TryGetValue(fields.BranchId ?? patron.HomeBranchId, out var calendar))
            throw new InvalidMemberException("branchId", $"There is no branch with id {fields.BranchId}.");
        if (fields.Until < calendar.DayOf(time.GetUtcNow()))
            throw new InvalidMemberException("until", "It must not lie in the past.");
        if (patron.Blocks.Any(other => other.Code == fields.Code))
            throw new ConflictException("patron-block-exists", "The user has a block with this code already; lift it first, or choose another code.");
        if (patron.Blocks.Count >= PatronBlock.MaxBlocks)
            throw new ConflictException("too-many-patron-blocks", $"A user can have {PatronBlock.MaxBlocks} blocks; lift one that has ended.");

        var block = new PatronBlock(fields.Code, fields.Note, [.. fields.Stops], fields.Until, fields.BranchId);
        patron.Set(block);
        await db.SaveChangesAsync(cancellationToken);
        return block;
    }

    public async Task<Unit> Handle(LiftPatronBlock command, CancellationToken cancellationToken)
    {
        var patron = await db.LockedPatronAsync(command.UserId, caller, cancellationToken);
        var block = patron.Lift(command.Code) ?? throw new NotFoundException("patron block", $"code {command.Code}");
        await answers.ForgetBlockAsync(block, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}

internal static class LockedPatrons
{
    /// <summary>A patron whom the caller may change, locked.</summary>
    /// <exception cref="NotFoundException"><c>user-not-found</c>.</exception>
    /// <exception cref="ForbiddenException">They are staff, and the caller is no administrator.</exception>
    public static async Task<Patron> LockedPatronAsync(this ILmsDbContext db, int userId, ICaller caller, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Patron(userId));
        var user = await db.Users.Include(user => user.Patron).SingleOrDefaultAsync(user => user.Id == userId, cancellationToken) ?? throw new NotFoundException("user", userId);
        caller.MayGive(user.Role);
        return user.Patron!;
    }
}
