using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Identity;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>Changes some of what is known about a user.</summary>
/// <param name="Id">Which user.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeUser(int Id, MergePatch<UserFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<UserResponse>;

internal sealed class ChangeUserHandler(ILmsDbContext db, UserManager<User> users, ICaller caller, IValidator<UserFields> validator, IMapper mapper) : IRequestHandler<ChangeUser, UserResponse>
{
    public async Task<UserResponse> Handle(ChangeUser command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Patron(command.Id));
        var user = await db.Users.Include(user => user.Patron).SingleOrDefaultAsync(user => user.Id == command.Id, cancellationToken) ?? throw new NotFoundException("user", command.Id);
        VersionTag.MustMatch(UserResponse.TagOf(user.Version, user.Patron!.Version), command.IfMatch);

        var fields = command.Changes.ApplyTo(UserFields.Of(user));
        validator.ValidateAndThrow(fields);
        caller.MayGive(user.Role);
        caller.MayGive(fields.Role);
        await fields.MustNameWhatIsThereAsync(db, cancellationToken);
        if (fields.GuarantorId != user.Patron.GuarantorId)
            await db.MustNotAnswerForThemselvesAsync(user.Id, fields.GuarantorId, cancellationToken);
        if (user.Role == Role.Admin && fields.Role != Role.Admin)
            await db.MustNotBeTheLastAdminAsync(user.Id, cancellationToken);

        user.Patron.Describe(fields.Describe(
            fields.CardNumber ?? throw new InvalidMemberException("cardNumber", "A user keeps a card number."),
            fields.PatronCategoryId ?? throw new InvalidMemberException("patronCategoryId", "A user keeps a patron category."),
            fields.HomeBranchId ?? throw new InvalidMemberException("homeBranchId", "A user keeps a home branch."),
            fields.ExpiresOn));
        user.Patron.Wish(fields.AutoRenew, user.Patron.KeepsHistory);
        await ChangeAccountAsync(user, fields, cancellationToken);
        return mapper.Map<UserResponse>(user);
    }

    private async Task ChangeAccountAsync(User user, UserFields fields, CancellationToken cancellationToken)
    {
        var endsSessions = user.Role != fields.Role || fields.Password is not null;
        user.UserName = fields.Username;
        user.NormalizedUserName = users.NormalizeName(fields.Username);
        user.Email = fields.Email;
        user.NormalizedEmail = users.NormalizeEmail(fields.Email);
        user.Role = fields.Role;
        if (fields.Password is { } password)
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        if (endsSessions)
        {
            user.SecurityStamp = Guid.NewGuid().ToString("N");
            await db.RefreshTokens.Where(token => token.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
