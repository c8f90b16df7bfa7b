using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Patrons;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>What users may change about themselves.</summary>
public sealed record MyFields
{
    /// <summary>A mail address.</summary>
    public string? Email { get; init; }

    /// <inheritdoc cref="Patron.Phone"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="Patron.Address"/>
    public string? Address { get; init; }

    /// <inheritdoc cref="Patron.AutoRenew"/>
    public bool AutoRenew { get; init; }

    /// <summary>Whether to keep a history of what they borrow. Once it is turned off, the history is forgotten soon.</summary>
    public bool KeepsHistory { get; init; }

    internal static MyFields Of(User user) => new()
    {
        Email = user.Email,
        Phone = user.Patron!.Phone,
        Address = user.Patron.Address,
        AutoRenew = user.Patron.AutoRenew,
        KeepsHistory = user.Patron.KeepsHistory,
    };
}

/// <summary>Changes some of what is known about the caller.</summary>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeMe(MergePatch<MyFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<UserResponse>;

internal sealed class MyFieldsValidator : AbstractValidator<MyFields>
{
    public MyFieldsValidator()
    {
        RuleFor(user => user.Email).NotBlank().MaximumLength(User.MaxEmail).EmailAddress();
        RuleFor(user => user.Phone).NotBlank().MaximumLength(Patron.MaxPhone);
        RuleFor(user => user.Address).NotBlank().MaximumLength(Patron.MaxText);
    }
}

internal sealed class ChangeMeHandler(ILmsDbContext db, UserManager<User> users, ICaller caller, IValidator<MyFields> validator, IMapper mapper) : IRequestHandler<ChangeMe, UserResponse>
{
    public async Task<UserResponse> Handle(ChangeMe command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Patron(caller.RequiredUserId));
        var user = await db.Users.Include(user => user.Patron).SingleAsync(user => user.Id == caller.RequiredUserId, cancellationToken);
        VersionTag.MustMatch(UserResponse.TagOf(user.Version, user.Patron!.Version), command.IfMatch);

        var fields = command.Changes.ApplyTo(MyFields.Of(user));
        validator.ValidateAndThrow(fields);
        user.Email = fields.Email;
        user.NormalizedEmail = users.NormalizeEmail(fields.Email);
        user.Patron.Reach(fields.Phone, fields.Address);
        if (fields.KeepsHistory != user.Patron.KeepsHistory)
            await KeepHistoryAsync(user.Id, fields.KeepsHistory, cancellationToken);
        user.Patron.Wish(fields.AutoRenew, fields.KeepsHistory);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<UserResponse>(user);
    }

    /// <summary>What is still theirs is kept from now on, or to be forgotten.</summary>
    private async Task KeepHistoryAsync(int userId, bool keep, CancellationToken cancellationToken)
    {
        await db.Loans.Where(loan => loan.UserId == userId).ExecuteUpdateAsync(set => set.SetProperty(loan => loan.InHistory, keep), cancellationToken);
        await db.Holds.Where(hold => hold.UserId == userId).ExecuteUpdateAsync(set => set.SetProperty(hold => hold.InHistory, keep), cancellationToken);
    }
}
