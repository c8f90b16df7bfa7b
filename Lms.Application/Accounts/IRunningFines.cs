using Lms.Domain.Policies;

namespace Lms.Application.Accounts;

/// <summary>Fines of loans that are overdue and still out. They are computed, not stored, until the copy comes back.</summary>
public interface IRunningFines
{
    /// <summary>What each overdue loan of some users costs by now; loans without a fine are left out.</summary>
    Task<IReadOnlyList<RunningFine>> OfAsync(IReadOnlyCollection<int> userIds, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A fine that runs.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="LoanId">Of which loan.</param>
/// <param name="Amount">By now, in the library's currency; more than 0.</param>
public sealed record RunningFine(int UserId, int LoanId, decimal Amount);
