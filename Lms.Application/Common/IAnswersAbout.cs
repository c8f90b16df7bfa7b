namespace Lms.Application.Common;

/// <summary>Finds the answers kept for repeated requests in which a user stands, whoever asked for them.</summary>
public interface IAnswersAbout
{
    /// <summary>Throws them away. A request that is repeated afterwards is a new one.</summary>
    Task ForgetAsync(int userId, CancellationToken cancellationToken);
}
