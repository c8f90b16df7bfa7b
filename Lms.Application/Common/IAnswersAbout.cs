using Lms.Domain.Patrons;

namespace Lms.Application.Common;

/// <summary>
/// Lets the answers that are kept for repeated requests forget a person. What was done stays known: a request that is repeated afterwards is not
/// done again, and says that its answer was forgotten.
/// </summary>
public interface IAnswersAbout
{
    /// <summary>Forgets the answers in which a user stands, whoever asked for them.</summary>
    Task ForgetUserAsync(int userId, CancellationToken cancellationToken);

    /// <summary>Forgets the answers that tell of something that stood in a user's way.</summary>
    Task ForgetBlockAsync(PatronBlock block, CancellationToken cancellationToken);

    /// <summary>Forgets the answers that tell of a loan.</summary>
    Task ForgetLoanAsync(int loanId, CancellationToken cancellationToken);

    /// <summary>Forgets the answers that tell of a hold.</summary>
    Task ForgetHoldAsync(int holdId, CancellationToken cancellationToken);
}
