using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Branches;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Branches;

/// <summary>A time of the week in which a branch is open.</summary>
/// <param name="Day">The day of the week.</param>
/// <param name="Opens">When it opens, on the branch's clock.</param>
/// <param name="Closes">When it closes; later than it opens, on the same day.</param>
public sealed record OpeningPeriodResponse(DayOfWeek Day, TimeOnly Opens, TimeOnly Closes);

/// <summary>What staff write about a time of the week in which a branch is open.</summary>
public sealed record OpeningPeriodFields
{
    /// <inheritdoc cref="OpeningPeriod.Day"/>
    /// <example>monday</example>
    public DayOfWeek? Day { get; init; }

    /// <summary>When it opens, to the minute, on the branch's clock.</summary>
    /// <example>09:00</example>
    public TimeOnly? Opens { get; init; }

    /// <summary>When it closes; later than it opens, on the same day.</summary>
    /// <example>17:30</example>
    public TimeOnly? Closes { get; init; }
}

/// <summary>Shows the opening hours of a branch, from Monday on; empty where none are set.</summary>
/// <param name="BranchId">Which branch.</param>
public sealed record GetOpeningHours(int BranchId) : IRequest<IReadOnlyList<OpeningPeriodResponse>>;

/// <summary>Sets the opening hours of a branch. What is already lent keeps its due dates.</summary>
/// <param name="BranchId">Which branch.</param>
/// <param name="Periods">The whole week; a day without a period is closed, no period at all means open all day, every day.</param>
/// <param name="IfMatch">The versions of the branch that the caller accepts; null for any.</param>
public sealed record SetOpeningHours(int BranchId, IReadOnlyList<OpeningPeriodFields> Periods, IReadOnlyList<string>? IfMatch) : ICommand<IReadOnlyList<OpeningPeriodResponse>>;

internal sealed class OpeningPeriodFieldsValidator : AbstractValidator<OpeningPeriodFields>
{
    public OpeningPeriodFieldsValidator()
    {
        RuleFor(period => period.Day).NotNull();
        RuleFor(period => period.Opens).NotNull();
        RuleFor(period => period.Closes).NotNull();
        RuleFor(period => period.Closes).Must((period, closes) => !(closes <= period.Opens)).WithMessage("It must be later than opens.");
    }
}

internal sealed class SetOpeningHoursValidator : AbstractValidator<SetOpeningHours>
{
    private const int MostPeriods = 70;

    public SetOpeningHoursValidator()
    {
        RuleFor(command => command.Periods).AtMost(MostPeriods);
        RuleForEach(command => command.Periods).NotNull().SetValidator(new OpeningPeriodFieldsValidator());
        RuleFor(command => command.Periods).Must(BeApart).WithMessage("Two periods of a day must not overlap.");
    }

    private static bool BeApart(IReadOnlyList<OpeningPeriodFields> periods) =>
        periods.OfType<OpeningPeriodFields>().GroupBy(period => period.Day)
            .Select(day => day.OrderBy(period => period.Opens).ToList())
            .All(day => day.Zip(day.Skip(1)).All(pair => pair.First.Closes <= pair.Second.Opens));
}

internal sealed class OpeningHoursHandler(ILmsDbContext db)
    : IRequestHandler<GetOpeningHours, IReadOnlyList<OpeningPeriodResponse>>, IRequestHandler<SetOpeningHours, IReadOnlyList<OpeningPeriodResponse>>
{
    public async Task<IReadOnlyList<OpeningPeriodResponse>> Handle(GetOpeningHours query, CancellationToken cancellationToken) => Of(await FindAsync(query.BranchId, cancellationToken));

    public async Task<IReadOnlyList<OpeningPeriodResponse>> Handle(SetOpeningHours command, CancellationToken cancellationToken)
    {
        var branch = await FindAsync(command.BranchId, cancellationToken);
        branch.MustMatch(command.IfMatch);
        branch.OpenDuring(command.Periods.Select(period => new OpeningPeriod(period.Day!.Value, period.Opens!.Value, period.Closes!.Value)));
        await db.SaveChangesAsync(cancellationToken);
        return Of(branch);
    }

    private async Task<Branch> FindAsync(int id, CancellationToken cancellationToken) =>
        await db.Branches.SingleOrDefaultAsync(branch => branch.Id == id, cancellationToken) ?? throw new NotFoundException("branch", id);

    private static List<OpeningPeriodResponse> Of(Branch branch) =>
        [.. branch.OpeningHours.Select(period => new OpeningPeriodResponse(period.Day, period.Opens, period.Closes))];
}
