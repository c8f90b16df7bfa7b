using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Notes that the borrower says the copy was returned, though it is not to be found. The fine stops, and the claim is counted.</summary>
/// <param name="Id">Which loan.</param>
/// <param name="Note">What is said about it; null for nothing.</param>
public sealed record ClaimReturned(int Id, string? Note) : ICommand<LoanResponse>;

internal sealed class ClaimReturnedValidator : AbstractValidator<ClaimReturned>
{
    public ClaimReturnedValidator() => RuleFor(command => command.Note).NotBlank().MaximumLength(Transaction.MaxNote);
}

internal sealed class ClaimReturnedHandler(ILmsDbContext db, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<ClaimReturned, LoanResponse>
{
    public async Task<LoanResponse> Handle(ClaimReturned command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BookOfLoan(command.Id));
        db.LockWithNextQuery(RowLock.PatronOfLoan(command.Id));
        var loan = await db.Loans.Include(loan => loan.Book).Include(loan => loan.Copy).SingleOrDefaultAsync(loan => loan.Id == command.Id, cancellationToken)
            ?? throw new NotFoundException("loan", command.Id);
        var now = time.GetUtcNow();
        if (Loss.AgainstClaiming(loan) is { } block)
            throw new RefusedException(block);

        var patron = await db.Patrons.SingleAsync(patron => patron.Id == loan.UserId, cancellationToken);
        patron.CountClaim();
        loan.ClaimReturned(now);
        loan.Copy!.ClaimReturned();
        db.Transactions.Add(Transaction.Write(TransactionType.ClaimedReturned, new Scene(caller.UserId, loan.BranchId, now), new Subject { Copy = loan.Copy, Loan = loan, Note = command.Note }));
        await db.SaveChangesAsync(cancellationToken);
        return mapper.ToResponse(loan, now);
    }
}
