using AutoMapper;
using FluentValidation;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Takes a copy back; the desk need not know the loan. A copy that is not on loan is taken back too: it was used in the house.</summary>
public sealed record ReturnCopy : ICommand<ReturnReceipt>
{
    /// <summary>What the scanner read.</summary>
    /// <example>"30000000000574"</example>
    public string CopyBarcode { get; init; } = "";

    /// <summary>The branch where it happens; the one the copy was last at where it is left out.</summary>
    public int? BranchId { get; init; }

    /// <summary>When it came back, for a book drop emptied later; now where it is left out. Not in the future, and not before the checkout.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }
}

/// <summary>Ends a loan: its copy is here.</summary>
/// <param name="Id">Which loan.</param>
public sealed record ReturnLoan(int Id) : ICommand<ReturnReceipt>;

/// <summary>What became of a return.</summary>
/// <param name="Loan">The loan that it ended; null where the copy was not on loan.</param>
/// <param name="Copy">The copy as it is now.</param>
/// <param name="Action">What to do with the copy.</param>
public sealed record ReturnReceipt(LoanResponse? Loan, CopyResponse Copy, ReturnAction Action);

/// <summary>What to do with a copy that came back.</summary>
public enum ReturnAction
{
    /// <summary>Put it on its shelf.</summary>
    Shelve,

    /// <summary>Put it aside: it was taken out of the collection.</summary>
    SetAside,
}

internal sealed class ReturnCopyValidator : AbstractValidator<ReturnCopy>
{
    public ReturnCopyValidator(TimeProvider time)
    {
        RuleFor(command => command.CopyBarcode).NotEmpty().MaximumLength(Copy.MaxBarcode);
        RuleFor(command => command.BranchId).GreaterThan(0);
        RuleFor(command => command.ReturnedAt).Must(at => at is null || at <= time.GetUtcNow()).WithMessage("It must not lie in the future.");
    }
}

internal sealed class ReturnCopyHandler(ILmsDbContext db, ICaller caller, IMapper mapper, TimeProvider time)
    : IRequestHandler<ReturnCopy, ReturnReceipt>, IRequestHandler<ReturnLoan, ReturnReceipt>
{
    public Task<ReturnReceipt> Handle(ReturnCopy command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(new RowLock("copies", "barcode", command.CopyBarcode));
        return TakeBackAsync(db.Copies.Where(copy => copy.Barcode == command.CopyBarcode), command, cancellationToken);
    }

    public async Task<ReturnReceipt> Handle(ReturnLoan command, CancellationToken cancellationToken)
    {
        var loan = await db.Loans.AsNoTracking().Where(loan => loan.Id == command.Id)
            .Select(loan => new { loan.CopyId, loan.ReturnedAt, loan.Copy!.Barcode }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("loan", command.Id);

        db.LockWithNextQuery(RowLock.Copy(loan.CopyId));
        if (await db.Loans.AnyAsync(other => other.Id == command.Id && other.ReturnedAt != null, cancellationToken))
            throw new ConflictException("loan-closed", "The loan has ended already.");
        return await TakeBackAsync(db.Copies.Where(copy => copy.Id == loan.CopyId), new ReturnCopy { CopyBarcode = loan.Barcode }, cancellationToken);
    }

    private async Task<ReturnReceipt> TakeBackAsync(IQueryable<Copy> copies, ReturnCopy command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await copies.Select(copy => new
        {
            copy,
            loan = db.Loans.Include(loan => loan.Book).FirstOrDefault(loan => loan.CopyId == copy.Id && loan.ReturnedAt == null),
            branchIsThere = command.BranchId == null || db.Branches.Any(branch => branch.Id == command.BranchId),
        }).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("copy", $"barcode {command.CopyBarcode}");
        if (!found.branchIsThere)
            throw new NotFoundException("branch", command.BranchId!.Value);
        var at = command.ReturnedAt ?? now;
        if (found.loan is { } open && at < open.CheckedOutAt)
            throw new InvalidMemberException("returnedAt", "It must not lie before the checkout.");

        var branchId = command.BranchId ?? found.copy.BranchId;
        var setAside = found.copy.Status is CopyStatus.Withdrawn;
        if (!setAside)
            found.copy.Shelve(branchId);
        found.loan?.Return(at);
        db.Transactions.Add(found.loan is { } loan
            ? Transaction.About(loan, TransactionType.Return, caller.UserId, branchId, at)
            : Transaction.InHouseUse(found.copy, caller.UserId, at));
        await db.SaveChangesAsync(cancellationToken);

        return new ReturnReceipt(
            found.loan is null ? null : mapper.ToResponse(found.loan, now),
            mapper.Map<CopyResponse>(found.copy),
            setAside ? ReturnAction.SetAside : ReturnAction.Shelve);
    }
}
