using AutoMapper;
using FluentValidation;
using Lms.Application.Accounts;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>
/// Gives a copy up as lost and charges its borrower. The library itself, without anybody signed in, does so only to loans that have been
/// overdue for as long as the setting says; see <see cref="ListLoansToGiveUp"/>.
/// </summary>
/// <param name="Id">Which loan.</param>
/// <param name="Note">What is said about it; null for nothing.</param>
public sealed record DeclareLost(int Id, string? Note) : ICommand<LoanResponse>;

internal sealed class DeclareLostValidator : AbstractValidator<DeclareLost>
{
    public DeclareLostValidator() => RuleFor(command => command.Note).NotBlank().MaximumLength(Transaction.MaxNote);
}

internal sealed class DeclareLostHandler(ILmsDbContext db, ILibraryPolicies policies, AccountBook accounts, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<DeclareLost, LoanResponse>
{
    public async Task<LoanResponse> Handle(DeclareLost command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BookOfLoan(command.Id));
        db.LockWithNextQuery(RowLock.PatronOfLoan(command.Id));
        var loan = await db.Loans.Include(loan => loan.Book).Include(loan => loan.Copy).SingleOrDefaultAsync(loan => loan.Id == command.Id, cancellationToken)
            ?? throw new NotFoundException("loan", command.Id);
        var now = time.GetUtcNow();
        var current = await policies.AtAsync(await db.Settings.Select(settings => settings.PolicyVersion).SingleAsync(cancellationToken), cancellationToken);
        if ((caller.Role is null ? Loss.AgainstAging(loan, current.Settings, now) : Loss.AgainstDeclaring(loan)) is { } block)
            throw new RefusedException(block);

        var copy = loan.Copy!;
        var terms = new FineTerms(current.Rules.For(loan.PatronCategoryId, copy.MaterialType, copy.HomeBranchId), current.Settings, current.CalendarOf(loan.BranchId), copy.Price);
        var costs = LossCost.Of(loan, await accounts.TermsAsync(loan, now, terms, cancellationToken), now);
        var scene = new Scene(caller.UserId, loan.BranchId, now);
        loan.Lose(now);
        copy.Lose();
        db.Transactions.Add(Transaction.Write(TransactionType.Lost, scene, new Subject { Copy = copy, Loan = loan, Note = command.Note }));
        if (loan.UserId is { } userId)
            await accounts.ChargeAsync(userId, costs, scene, loan, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.ToResponse(loan, now);
    }
}
