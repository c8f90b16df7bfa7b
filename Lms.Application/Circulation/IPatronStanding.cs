using Lms.Domain.Circulation;
using Lms.Domain.Policies;

namespace Lms.Application.Circulation;

/// <summary>Says what a patron has out and owes.</summary>
public interface IPatronStanding
{
    /// <summary>The patron's standing, with loans counted by what they have in common with a kind of copy.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="materialType">The copy's material type.</param>
    /// <param name="homeBranchId">The copy's home branch.</param>
    /// <param name="policies">What circulation goes by.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<PatronStanding> FindAsync(int userId, string materialType, int homeBranchId, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken);
}
