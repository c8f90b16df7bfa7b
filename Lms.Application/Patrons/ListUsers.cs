using AutoMapper;
using FluentValidation;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Identity;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>Lists users; a librarian sees members. Conditions add up.</summary>
public sealed record ListUsers : ListQuery, IRequest<Page<UserResponse>>
{
    /// <summary>A part of the name, user name or mail address, or the card number.</summary>
    public string? Q { get; init; }

    /// <summary>The user name; upper and lower case are the same.</summary>
    public string? Username { get; init; }

    /// <summary>The mail address; upper and lower case are the same.</summary>
    public string? Email { get; init; }

    /// <summary>The card number.</summary>
    public string? CardNumber { get; init; }

    /// <summary>The role.</summary>
    public Role? Role { get; init; }

    /// <summary>The patron category.</summary>
    public int? PatronCategoryId { get; init; }

    /// <summary>The home branch.</summary>
    public int? HomeBranchId { get; init; }

    /// <summary>Whether staff have blocked the user.</summary>
    public bool? Blocked { get; init; }
}

/// <summary>Shows a user.</summary>
/// <param name="Id">Which.</param>
public sealed record GetUser(int Id) : IRequest<UserResponse>;

/// <summary>Shows the caller.</summary>
public sealed record GetMe : IRequest<UserResponse>;

internal sealed class ListUsersValidator : ListQueryValidator<ListUsers>
{
    public ListUsersValidator() : base(ListUsersHandler.Order.Names)
    {
        RuleFor(query => query.Q).MaximumLength(User.MaxEmail);
        RuleFor(query => query.Username).MaximumLength(User.MaxUsername);
        RuleFor(query => query.Email).MaximumLength(User.MaxEmail);
        RuleFor(query => query.CardNumber).MaximumLength(Patron.MaxCardNumber);
        RuleFor(query => query.PatronCategoryId).GreaterThan(0);
        RuleFor(query => query.HomeBranchId).GreaterThan(0);
    }
}

internal sealed class ListUsersHandler(ILmsDbContext db, ICaller caller, IMapper mapper, ITextMatch text)
    : IRequestHandler<ListUsers, Page<UserResponse>>, IRequestHandler<GetUser, UserResponse>, IRequestHandler<GetMe, UserResponse>
{
    internal static readonly SortOrder<User> Order = new SortOrder<User>(user => user.Id)
        .By("username", user => user.NormalizedUserName!)
        .By("lastName", user => user.Patron!.LastName ?? "")
        .By("createdAt", user => user.CreatedAt);

    public Task<Page<UserResponse>> Handle(ListUsers query, CancellationToken cancellationToken)
    {
        // Every user is a patron. Said so, the database can read patrons by name and look up their users, not the other way round.
        var users = db.Users.AsNoTracking().VisibleTo(caller).Where(user => user.Patron != null);
        foreach (var word in query.Q?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(10) ?? [])
        {
            var found = text.Contains(db.Users, user => user.UserName + " " + (user.Email ?? ""), word).Select(user => user.Id)
                .Union(text.Contains(db.Patrons, patron => (patron.FirstName ?? "") + " " + (patron.LastName ?? "") + " " + patron.CardNumber, word).Select(patron => patron.Id));
            users = users.Where(user => found.Contains(user.Id));
        }

        if (query.Username?.ToUpperInvariant() is { } username)
            users = users.Where(user => user.NormalizedUserName == username);
        if (query.Email?.ToUpperInvariant() is { } email)
            users = users.Where(user => user.NormalizedEmail == email);
        if (query.CardNumber is { } cardNumber)
            users = users.Where(user => user.Patron!.CardNumber == cardNumber);
        if (query.Role is { } role)
            users = users.Where(user => user.Role == role);
        if (query.PatronCategoryId is { } categoryId)
            users = users.Where(user => user.Patron!.PatronCategoryId == categoryId);
        if (query.HomeBranchId is { } branchId)
            users = users.Where(user => user.Patron!.HomeBranchId == branchId);
        if (query.Blocked is { } blocked)
            users = users.Where(user => user.Patron!.Blocked == blocked);
        return users.PageAsync(query, Order, mapper.Project<User, UserResponse>(), cancellationToken);
    }

    public Task<UserResponse> Handle(GetUser query, CancellationToken cancellationToken) => FindAsync(query.Id, cancellationToken);

    public Task<UserResponse> Handle(GetMe query, CancellationToken cancellationToken) => FindAsync(caller.RequiredUserId, cancellationToken);

    private async Task<UserResponse> FindAsync(int id, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking().VisibleTo(caller).Where(user => user.Id == id).Select(mapper.Project<User, UserResponse>()).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("user", id);
}

/// <summary>Who may see whom.</summary>
internal static class VisibleUsers
{
    /// <summary>Administrators see everybody, librarians members and themselves, members themselves.</summary>
    public static IQueryable<User> VisibleTo(this IQueryable<User> users, ICaller caller) => caller.Role switch
    {
        Role.Admin => users,
        Role.Librarian => users.Where(user => user.Role == Role.Member || user.Id == caller.UserId),
        _ => users.Where(user => user.Id == caller.UserId),
    };
}
