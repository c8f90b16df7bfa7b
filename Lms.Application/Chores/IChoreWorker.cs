namespace Lms.Application.Chores;

/// <summary>Looks after the chores again and again.</summary>
public interface IChoreWorker
{
    /// <summary>Does round after round until it is told to stop; not even one where this process leaves the chores to others.</summary>
    Task RunAsync(CancellationToken stoppingToken);
}
