using Lms.Domain.Policies;

namespace Lms.Application.Policies;

/// <summary>What circulation goes by: settings, rules and calendars. They change seldom and are asked at every scan, so processes remember them.</summary>
public interface ILibraryPolicies
{
    /// <summary>The policies as they stand at a version that was read along with other facts. Another version than the one remembered is read from the database.</summary>
    /// <param name="version"><see cref="LibrarySettings.PolicyVersion"/>, as read from the database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<LibraryPolicies> AtAsync(Guid version, CancellationToken cancellationToken);

    /// <summary>The policies as they stand now.</summary>
    Task<LibraryPolicies> CurrentAsync(CancellationToken cancellationToken);
}
