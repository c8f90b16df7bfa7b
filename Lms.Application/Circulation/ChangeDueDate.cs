using AutoMapper;
using FluentValidation;
using Lms.Application.Accounts;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>What staff may change of a loan.</summary>
public sealed record LoanFields
{
    /// <summary>The last moment at which it is not overdue; in the future, and at most ten years away.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Sets another due date by hand. The fine of an overdue loan is charged up to now, and stays, as at a renewal.</summary>
/// <param name="Id">Which loan.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeDueDate(int Id, MergePatch<LoanFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<LoanResponse>;

internal sealed class LoanFieldsValidator : AbstractValidator<LoanFields>
{
    public LoanFieldsValidator(TimeProvider time) => RuleFor(loan => loan.DueAt).NotNull().DueInTime(time);
}

internal sealed class ChangeDueDateHandler(ILmsDbContext db, ILibraryPolicies policies, AccountBook accounts, ICaller caller, IValidator<LoanFields> validator, IMapper mapper, TimeProvider time) : IRequestHandler<ChangeDueDate, LoanResponse>
{
    public async Task<LoanResponse> Handle(ChangeDueDate command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BookOfLoan(command.Id));
        db.LockWithNextQuery(RowLock.PatronOfLoan(command.Id));
        var loan = await db.Loans.Include(loan => loan.Book).Include(loan => loan.Copy).SingleOrDefaultAsync(loan => loan.Id == command.Id, cancellationToken)
            ?? throw new NotFoundException("loan", command.Id);
        var now = time.GetUtcNow();
        loan.MustMatch(command.IfMatch);

        var current = new LoanFields { DueAt = loan.DueAt };
        var fields = command.Changes.ApplyTo(current);
        if (fields == current)
            return mapper.ToResponse(loan, now);
        validator.ValidateAndThrow(fields);
        if (loan.Status is not LoanStatus.Open)
            throw new ConflictException("loan-closed", "The loan is not open any more.");

        var scene = new Scene(caller.UserId, loan.BranchId, now);
        var fine = loan.IsOverdue(now) ? Fine.For(loan.DueAt, now, await FineTermsAsync(loan, cancellationToken)) : 0;
        loan.MoveDueDate(LoanTrace.Of("dueDateChange", DueDate.ByHand(fields.DueAt!.Value), now));
        db.Transactions.Add(Transaction.Write(TransactionType.DueDateChange, scene, new Subject { Copy = loan.Copy, Loan = loan, DueAt = loan.DueAt }));
        if (fine > 0)
            await accounts.ChargeAsync(loan.UserId!.Value, [new Cost(ChargeReason.OverdueFine, fine)], scene, loan, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.ToResponse(loan, now);
    }

    private async Task<FineTerms> FineTermsAsync(Loan loan, CancellationToken cancellationToken)
    {
        var (copy, current) = (loan.Copy!, await policies.AtAsync(await db.Settings.Select(settings => settings.PolicyVersion).SingleAsync(cancellationToken), cancellationToken));
        var policy = current.Rules.For(loan.PatronCategoryId, copy.MaterialType, copy.HomeBranchId);
        return await accounts.TermsAsync(loan, new FineTerms(policy, current.Settings, current.CalendarOf(loan.BranchId), copy.Price), cancellationToken);
    }
}
