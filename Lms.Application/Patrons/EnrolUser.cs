using AutoMapper;
using FluentValidation;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Catalog;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>Gives somebody an account and a card.</summary>
public sealed record EnrolUser : UserFields, ICommand<UserResponse>;

internal sealed class EnrolUserValidator : AbstractValidator<EnrolUser>
{
    public EnrolUserValidator() => Include(new UserFieldsValidator());
}

internal sealed class EnrolUserHandler(ILmsDbContext db, UserManager<User> users, IRunningNumbers numbers, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<EnrolUser, UserResponse>
{
    public async Task<UserResponse> Handle(EnrolUser command, CancellationToken cancellationToken)
    {
        caller.MayGive(command.Role);
        await command.MustNameWhatIsThereAsync(db, cancellationToken);

        var now = time.GetUtcNow();
        var category = await CategoryAsync(command.PatronCategoryId, cancellationToken);
        var cardNumber = command.CardNumber ?? Barcode.ForCard(await numbers.NextCardAsync(cancellationToken));
        var homeBranchId = command.HomeBranchId ?? await db.DefaultBranchIdAsync(cancellationToken);
        var expiresOn = command.ExpiresOn ?? (category.ExpiryMonths is { } months ? DateOnly.FromDateTime(now.UtcDateTime).AddMonths(months) : null);
        var patron = Patron.Enrol(command.Describe(cardNumber, category.Id, homeBranchId, expiresOn));
        patron.Wish(command.AutoRenew, keepsHistory: false);

        var user = User.Register(command.Username, command.Email, command.Role, patron, now);
        user.NormalizedUserName = users.NormalizeName(user.UserName);
        user.NormalizedEmail = users.NormalizeEmail(user.Email);
        if (command.Password is { } password)
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        db.Users.Add(user);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<UserResponse>(user);
    }

    private async Task<PatronCategory> CategoryAsync(int? id, CancellationToken cancellationToken) =>
        await db.PatronCategories.OrderBy(category => category.Id).FirstOrDefaultAsync(category => id == null || category.Id == id, cancellationToken)
        ?? throw new ConflictException("no-patron-category", "The library has no patron category yet; create one first.");
}

/// <summary>Who may do what to whose account.</summary>
internal static class StaffAccounts
{
    /// <exception cref="ForbiddenException">Only an administrator makes staff.</exception>
    public static void MayGive(this ICaller caller, Role role)
    {
        if (role > Role.Member && caller.Role != Role.Admin)
            throw new ForbiddenException("Only an administrator can look after the accounts of staff.");
    }
}
