using FluentValidation;
using Lms.Application.Accounts;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Policies;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Reports;

/// <summary>The loans that should have been back by now, newest first, with how to reach who has them.</summary>
public sealed record ListOverdues : ListQuery, IRequest<Report<OverdueLoan>>
{
    /// <summary>The branch of the checkout.</summary>
    public int? BranchId { get; init; }

    /// <summary>The borrower's patron category at the checkout.</summary>
    public int? PatronCategoryId { get; init; }

    /// <summary>The code of the material type.</summary>
    public string? MaterialType { get; init; }

    /// <summary>Due at this moment or later.</summary>
    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>Due at this moment or earlier.</summary>
    public DateTimeOffset? DueTo { get; init; }
}

/// <summary>A loan that should have been back by now.</summary>
public sealed record OverdueLoan
{
    /// <summary>The loan.</summary>
    public int LoanId { get; init; }

    /// <summary>The branch of the checkout.</summary>
    public int BranchId { get; init; }

    /// <inheritdoc cref="Loan.DueAt"/>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>How many days of the branch's calendar lie between the due date and today; 0 on the due day itself.</summary>
    public int DaysOverdue { get; init; }

    /// <summary>The fine that runs, without what was charged of it at renewals.</summary>
    public decimal Fine { get; init; }

    /// <summary>The library's currency.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The book.</summary>
    public int BookId { get; init; }

    /// <summary>The book's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The copy.</summary>
    public int CopyId { get; init; }

    /// <summary>The copy's barcode.</summary>
    public string CopyBarcode { get; init; } = "";

    /// <summary>The code of the copy's material type at the checkout.</summary>
    public string MaterialType { get; init; } = "";

    /// <summary>Who has it.</summary>
    public int UserId { get; init; }

    /// <summary>Their card number.</summary>
    public string CardNumber { get; init; } = "";

    /// <summary>Their first name; null where it is not recorded.</summary>
    public string? FirstName { get; init; }

    /// <summary>Their last name; null where it is not recorded.</summary>
    public string? LastName { get; init; }

    /// <summary>Their mail address; null where it is not recorded.</summary>
    public string? Email { get; init; }

    /// <summary>Their telephone number; null where it is not recorded.</summary>
    public string? Phone { get; init; }
}

internal sealed class ListOverduesValidator : ListQueryValidator<ListOverdues>
{
    public ListOverduesValidator() : base(ListOverduesHandler.Order.Names)
    {
        RuleFor(query => query.BranchId).GreaterThan(0);
        RuleFor(query => query.PatronCategoryId).GreaterThan(0);
        RuleFor(query => query.MaterialType).MaximumLength(MaterialType.MaxCode);
    }
}

internal sealed class ListOverduesHandler(ILmsDbContext db, ILibraryPolicies policies, IRunningFines runningFines, TimeProvider time) : IRequestHandler<ListOverdues, Report<OverdueLoan>>
{
    internal static readonly SortOrder<Loan> Order = new SortOrder<Loan>(loan => loan.Id).By("dueAt", loan => loan.DueAt);

    public async Task<Report<OverdueLoan>> Handle(ListOverdues query, CancellationToken cancellationToken)
    {
        var (current, now) = (await policies.CurrentAsync(cancellationToken), time.GetUtcNow());
        return await Reports.ReadAsync(query, (page, cancel) => PageAsync(page, current, now, cancel), cancellationToken);
    }

    private async Task<Page<OverdueLoan>> PageAsync(ListOverdues query, LibraryPolicies current, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var page = await Matching(query, now).PageAsync(query, Order, loan => new OverdueLoan
        {
            LoanId = loan.Id,
            BranchId = loan.BranchId,
            DueAt = loan.DueAt,
            BookId = loan.BookId,
            Title = loan.Book!.Title,
            CopyId = loan.CopyId,
            CopyBarcode = loan.Copy!.Barcode,
            MaterialType = loan.MaterialType,
            UserId = loan.UserId!.Value,
            CardNumber = db.Patrons.Where(patron => patron.Id == loan.UserId).Select(patron => patron.CardNumber).First(),
            FirstName = db.Patrons.Where(patron => patron.Id == loan.UserId).Select(patron => patron.FirstName).First(),
            LastName = db.Patrons.Where(patron => patron.Id == loan.UserId).Select(patron => patron.LastName).First(),
            Email = db.Users.Where(user => user.Id == loan.UserId).Select(user => user.Email).First(),
            Phone = db.Patrons.Where(patron => patron.Id == loan.UserId).Select(patron => patron.Phone).First(),
        }, cancellationToken);
        var fines = (await runningFines.OfAsync([.. page.Select(loan => loan.UserId).Distinct()], current, now, cancellationToken)).ToDictionary(fine => fine.LoanId, fine => fine.Amount);
        return new Page<OverdueLoan>([.. page.Select(loan => loan with
        {
            DaysOverdue = DaysBetween(loan.DueAt, now, current.CalendarOf(loan.BranchId)),
            Fine = fines.GetValueOrDefault(loan.LoanId),
            Currency = current.Settings.Currency,
        })], page.NextCursor, page.Total);
    }

    private static int DaysBetween(DateTimeOffset from, DateTimeOffset to, BranchCalendar calendar) => calendar.DayOf(to).DayNumber - calendar.DayOf(from).DayNumber;

    private IQueryable<Loan> Matching(ListOverdues query, DateTimeOffset now)
    {
        var loans = db.Loans.AsNoTracking().Where(loan => loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.DueAt < now);
        if (query.BranchId is { } branchId)
            loans = loans.Where(loan => loan.BranchId == branchId);
        if (query.PatronCategoryId is { } categoryId)
            loans = loans.Where(loan => loan.PatronCategoryId == categoryId);
        if (query.MaterialType is { } materialType)
            loans = loans.Where(loan => loan.MaterialType == materialType);
        if (query.DueFrom is { } from)
            loans = loans.Where(loan => loan.DueAt >= from);
        if (query.DueTo is { } to)
            loans = loans.Where(loan => loan.DueAt <= to);
        return loans;
    }
}
