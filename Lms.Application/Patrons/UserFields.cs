using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>What staff write about a user.</summary>
public record UserFields
{
    /// <summary>What they sign in with: letters, digits and <c>. _ @ + -</c>; no two users share one.</summary>
    /// <example>mary</example>
    public string Username { get; init; } = "";

    /// <summary>A mail address.</summary>
    /// <example>mary@example.org</example>
    public string? Email { get; init; }

    /// <inheritdoc cref="Patron.FirstName"/>
    /// <example>Mary</example>
    public string? FirstName { get; init; }

    /// <inheritdoc cref="Patron.LastName"/>
    /// <example>Shelley</example>
    public string? LastName { get; init; }

    /// <summary>What they may do; only an administrator gives another role than member.</summary>
    public Role Role { get; init; }

    /// <summary>What the scanner reads from the card; generated where it is left out.</summary>
    public string? CardNumber { get; init; }

    /// <summary>What circulation rules go by; the first category where it is left out.</summary>
    public int? PatronCategoryId { get; init; }

    /// <summary>The branch the user belongs to; the default branch where it is left out.</summary>
    public int? HomeBranchId { get; init; }

    /// <summary>The last day the card is good; by the patron category where it is left out for a new user, never where it is null.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <inheritdoc cref="Patron.Blocked"/>
    public bool Blocked { get; init; }

    /// <inheritdoc cref="Patron.BlockedNote"/>
    public string? BlockedNote { get; init; }

    /// <inheritdoc cref="Patron.DateOfBirth"/>
    public DateOnly? DateOfBirth { get; init; }

    /// <inheritdoc cref="Patron.Phone"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="Patron.Address"/>
    public string? Address { get; init; }

    /// <summary>Who answers for the user's debts; null for nobody.</summary>
    public int? GuarantorId { get; init; }

    /// <inheritdoc cref="Patron.AutoRenew"/>
    public bool AutoRenew { get; init; }

    /// <summary>A new password, 8 to 256 characters; null leaves it as it is. It is never shown.</summary>
    /// <example>correct horse battery</example>
    public string? Password { get; init; }

    internal static UserFields Of(User user) => new()
    {
        Username = user.UserName!,
        Email = user.Email,
        FirstName = user.Patron!.FirstName,
        LastName = user.Patron.LastName,
        Role = user.Role,
        CardNumber = user.Patron.CardNumber,
        PatronCategoryId = user.Patron.PatronCategoryId,
        HomeBranchId = user.Patron.HomeBranchId,
        ExpiresOn = user.Patron.ExpiresOn,
        Blocked = user.Patron.Blocked,
        BlockedNote = user.Patron.BlockedNote,
        DateOfBirth = user.Patron.DateOfBirth,
        Phone = user.Patron.Phone,
        Address = user.Patron.Address,
        GuarantorId = user.Patron.GuarantorId,
        AutoRenew = user.Patron.AutoRenew,
    };

    internal PatronDescription Describe(string cardNumber, int patronCategoryId, int homeBranchId, DateOnly? expiresOn) => new()
    {
        FirstName = FirstName,
        LastName = LastName,
        CardNumber = cardNumber,
        PatronCategoryId = patronCategoryId,
        HomeBranchId = homeBranchId,
        ExpiresOn = expiresOn,
        Blocked = Blocked,
        BlockedNote = BlockedNote,
        DateOfBirth = DateOfBirth,
        Phone = Phone,
        Address = Address,
        GuarantorId = GuarantorId,
    };

    /// <exception cref="InvalidMemberException">There is no such patron category or branch.</exception>
    internal async Task MustNameWhatIsThereAsync(ILmsDbContext db, CancellationToken cancellationToken)
    {
        if (PatronCategoryId is { } categoryId && !await db.PatronCategories.AnyAsync(category => category.Id == categoryId, cancellationToken))
            throw new InvalidMemberException("patronCategoryId", $"There is no patron category with id {categoryId}.");
        if (HomeBranchId is { } branchId && !await db.Branches.AnyAsync(branch => branch.Id == branchId, cancellationToken))
            throw new InvalidMemberException("homeBranchId", $"There is no branch with id {branchId}.");
        if (GuarantorId is { } guarantorId && !await db.Patrons.AnyAsync(patron => patron.Id == guarantorId, cancellationToken))
            throw new InvalidMemberException("guarantorId", $"There is no user with id {guarantorId}.");
    }
}

internal sealed class UserFieldsValidator : AbstractValidator<UserFields>
{
    public UserFieldsValidator()
    {
        RuleFor(user => user.Username).NotEmpty().MaximumLength(User.MaxUsername).Matches("^[A-Za-z0-9._@+-]*$").WithMessage("It must be of letters, digits and . _ @ + -");
        RuleFor(user => user.Email).NotBlank().MaximumLength(User.MaxEmail).EmailAddress();
        RuleFor(user => user.FirstName).NotBlank().MaximumLength(Patron.MaxName);
        RuleFor(user => user.LastName).NotBlank().MaximumLength(Patron.MaxName);
        RuleFor(user => user.CardNumber).NotBlank().MaximumLength(Patron.MaxCardNumber).Matches(@"^\S*$").WithMessage("It must not hold spaces.");
        RuleFor(user => user.PatronCategoryId).GreaterThan(0);
        RuleFor(user => user.HomeBranchId).GreaterThan(0);
        RuleFor(user => user.GuarantorId).GreaterThan(0);
        RuleFor(user => user.ExpiresOn).Day();
        RuleFor(user => user.BlockedNote).NotBlank().MaximumLength(Patron.MaxText);
        RuleFor(user => user.DateOfBirth).Day();
        RuleFor(user => user.Phone).NotBlank().MaximumLength(Patron.MaxPhone);
        RuleFor(user => user.Address).NotBlank().MaximumLength(Patron.MaxText);
        RuleFor(user => user.Password).OfPasswordLength();
    }
}
