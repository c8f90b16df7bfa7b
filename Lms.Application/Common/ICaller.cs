using Lms.Domain.Identity;

namespace Lms.Application.Common;

/// <summary>Who asks, and how.</summary>
public interface ICaller
{
    /// <summary>The signed-in user; null for a stranger and for the library's own background work.</summary>
    int? UserId { get; }

    /// <summary>The signed-in user's role; null for a stranger.</summary>
    Role? Role { get; }

    /// <summary>The key under which the answer is to be kept for a repeated request; null where none was given. Each part of a batch has one of its own.</summary>
    string? IdempotencyKey { get; set; }

    /// <summary>Set when the answer is the kept one of an earlier request.</summary>
    bool Replayed { get; set; }

    /// <summary>Has background work done in the name of who ordered it. Whoever asks for it in person is not stood in for.</summary>
    /// <param name="userId">Who ordered it.</param>
    /// <param name="role">As what.</param>
    void ActFor(int userId, Role role);

    /// <summary>Whether the caller works here.</summary>
    bool IsStaff => Role >= Domain.Identity.Role.Librarian;

    /// <summary>The signed-in user, where there must be one.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in; the route should not have let them through.</exception>
    int RequiredUserId => UserId ?? throw new InvalidOperationException("Nobody is signed in.");
}
