using FluentValidation;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using MediatR;

namespace Lms.Application.Policies;

/// <summary>
/// Asks what would happen at a checkout under drafts of rules and settings: one of <c>copyBarcode</c>, <c>copyId</c>, <c>bookId</c>, and one of
/// <c>userId</c>, <c>cardNumber</c>. What the user has out and owes is taken as it is today.
/// </summary>
public sealed record SimulateCheckout : IRequest<SimulationResponse>
{
    /// <inheritdoc cref="CheckoutRequest.CopyBarcode"/>
    public string? CopyBarcode { get; init; }

    /// <inheritdoc cref="CheckoutRequest.CopyId"/>
    public int? CopyId { get; init; }

    /// <inheritdoc cref="CheckoutRequest.BookId"/>
    public int? BookId { get; init; }

    /// <inheritdoc cref="CheckoutRequest.UserId"/>
    public int? UserId { get; init; }

    /// <inheritdoc cref="CheckoutRequest.CardNumber"/>
    public string? CardNumber { get; init; }

    /// <inheritdoc cref="CheckoutRequest.BranchId"/>
    public int? BranchId { get; init; }

    /// <inheritdoc cref="CheckoutRequest.OnSite"/>
    public bool OnSite { get; init; }

    /// <summary>When it would happen; now where it is left out. At most ten years away.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Rules to think of, at most 100: each in the place of the rule for the same combination, else added. Empty for the rules as they are.</summary>
    public IReadOnlyList<MakeCirculationRule> Rules { get; init; } = [];

    /// <summary>Settings to think of otherwise; null for the settings as they are.</summary>
    public MergePatch<Settings>? Settings { get; init; }

    internal CheckoutRequest ToRequest() =>
        new() { CopyBarcode = CopyBarcode, CopyId = CopyId, BookId = BookId, UserId = UserId, CardNumber = CardNumber, BranchId = BranchId, OnSite = OnSite };
}

/// <summary>What would happen.</summary>
/// <param name="Allowed">Whether nothing would stand against it.</param>
/// <param name="DueAt">When the loan would be due.</param>
/// <param name="Rule">The circulation rule that would apply, with where each value comes from. A draft has the id of the rule in whose place it stands, else -1 for the first draft, -2 for the second and so on.</param>
/// <param name="Steps">What would set and move the due date, in order.</param>
/// <param name="Blocks">Every reason against it.</param>
/// <param name="Fines">What it would cost to bring it back late, for each of the 30 days after the due date.</param>
public sealed record SimulationResponse(
    bool Allowed, DateTimeOffset DueAt, RuleMatchResponse Rule, IReadOnlyList<DueDateStep> Steps, IReadOnlyList<Block> Blocks, IReadOnlyList<SimulatedFineResponse> Fines);

/// <summary>What a loan would cost that came back on a day.</summary>
/// <param name="On">The day, on the calendar of the branch.</param>
/// <param name="Open">Whether the branch is open on it.</param>
/// <param name="Fine">The fine at the end of the day, in the library's currency.</param>
public sealed record SimulatedFineResponse(DateOnly On, bool Open, decimal Fine);

internal sealed class SimulateCheckoutValidator : AbstractValidator<SimulateCheckout>
{
    private const int MostDrafts = 100;

    public SimulateCheckoutValidator(TimeProvider time, IValidator<Settings> validator)
    {
        RuleFor(query => query.CopyBarcode).NotBlank().MaximumLength(Copy.MaxBarcode);
        RuleFor(query => query.CopyId).GreaterThan(0);
        RuleFor(query => query.BookId).GreaterThan(0);
        RuleFor(query => query.CopyBarcode).Must((query, _) => new object?[] { query.CopyBarcode, query.CopyId, query.BookId }.Count(given => given is not null) == 1)
            .WithMessage("Name the copy by one of copyBarcode, copyId and bookId.");
        RuleFor(query => query.CardNumber).NotBlank().MaximumLength(Patron.MaxCardNumber);
        RuleFor(query => query.UserId).GreaterThan(0);
        RuleFor(query => query.UserId).Must((query, userId) => userId is null != query.CardNumber is null).WithMessage("Name the borrower by one of userId and cardNumber.");
        RuleFor(query => query.BranchId).GreaterThan(0);
        RuleFor(query => query.At).Must(at => at is null || (at > time.GetUtcNow().AddYears(-10) && at < time.GetUtcNow().AddYears(10))).WithMessage("It must be at most ten years away.");
        RuleFor(query => query.Rules).AtMost(MostDrafts);
        RuleForEach(query => query.Rules).NotNull().SetValidator(new MakeCirculationRuleValidator());
        RuleFor(query => query.Settings).Custom((settings, context) =>
        {
            foreach (var (member, fault) in settings is null ? [] : FaultsOf(settings, validator))
                context.AddFailure($"settings.{member}", fault);
        });
    }

    /// <summary>What is wrong with the draft is wrong whatever the settings are now.</summary>
    private static IEnumerable<(string Member, string Fault)> FaultsOf(MergePatch<Settings> draft, IValidator<Settings> validator)
    {
        try
        {
            return validator.Validate(draft.ApplyTo(new Settings())).Errors.Select(failure => (failure.PropertyName, failure.ErrorMessage));
        }
        catch (InvalidMemberException exception)
        {
            return [(exception.Member, exception.Message)];
        }
    }
}

internal sealed class SimulateCheckoutHandler(ILmsDbContext db, ICheckoutFacts checkouts, TimeProvider time) : IRequestHandler<SimulateCheckout, SimulationResponse>
{
    private const int LateDays = 30;

    public async Task<SimulationResponse> Handle(SimulateCheckout query, CancellationToken cancellationToken)
    {
        var drafts = await DraftsAsync(query, cancellationToken);
        var found = await checkouts.FindAsync(query.ToRequest(), bySelf: false, toLend: false, cancellationToken);
        var settings = query.Settings?.ApplyTo(found.Policies.Settings) ?? found.Policies.Settings;
        var facts = found.Facts with
        {
            Settings = settings,
            Policy = found.Policies.Rules.With(drafts).For(found.Facts.Patron.PatronCategoryId, found.Facts.Copy.MaterialType, found.Facts.Copy.HomeBranchId),
        };
        var decision = Checkout.Decide(facts, query.At ?? time.GetUtcNow());
        return new SimulationResponse(decision.Allowed, decision.DueAt, RuleMatchResponse.Of(decision.Policy), decision.Due.Steps, decision.Blocks, FinesOf(facts, decision.DueAt));
    }

    private async Task<List<CirculationRule>> DraftsAsync(SimulateCheckout query, CancellationToken cancellationToken)
    {
        var drafts = query.Rules.Select(draft => draft.ToRule()).ToList();
        foreach (var (index, draft) in drafts.Index())
        {
            var where = $"rules[{index}].";
            await db.MustKnowAsync(query.Rules[index], where, cancellationToken);
            draft.MustSayEnough(where);
            if (drafts.Take(index).Any(draft.IsForTheSameAs))
                throw new InvalidMemberException("rules", "Two drafts are for the same combination.");
        }

        return drafts;
    }

    private static List<SimulatedFineResponse> FinesOf(CheckoutFacts facts, DateTimeOffset dueAt)
    {
        var terms = new FineTerms(facts.Policy, facts.Settings, facts.Calendar, facts.Copy.Price);
        var dueDay = facts.Calendar.DayOf(dueAt);
        return [.. Enumerable.Range(1, LateDays).Select(late => dueDay.AddDays(late))
            .Select(day => new SimulatedFineResponse(day, facts.Calendar.IsOpen(day), Fine.For(dueAt, facts.Calendar.EndOf(day), terms)))];
    }
}
