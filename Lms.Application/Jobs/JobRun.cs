using Lms.Application.Common;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Application.Jobs;

/// <summary>Goes through a job from where the last run left off to its end, a transaction a piece.</summary>
public sealed class JobRun(IServiceScopeFactory scopes)
{
    /// <summary>Goes on with a job. Whoever calls it holds the job's lease.</summary>
    public async Task GoOnAsync(int jobId, CancellationToken cancellationToken)
    {
        if (!await SendAsync(new BeginJob(jobId), cancellationToken))
            return;

        var (oneByOne, refusal) = (false, (JobFault?)null);
        while (true)
        {
            try
            {
                var step = await SendAsync(new DoPiece(jobId, oneByOne, refusal), cancellationToken);
                if (step is JobStep.Over)
                    return;
                (oneByOne, refusal) = (oneByOne && step is not JobStep.PieceDone, null);
            }
            catch (Exception exception) when (refusal is null && PartProblem.Of(exception) is { } problem)
            {
                // What is refused together may be done one by one; what is refused alone is named, and the rest goes on.
                (oneByOne, refusal) = (true, oneByOne ? new JobFault(problem.Blocks is [{ Code: var block }, ..] ? block : problem.Code, problem.Detail) : null);
            }
        }
    }

    /// <summary>Ends a job that cannot be gone on with, unless it has ended.</summary>
    public Task FailAsync(int jobId, string reason, CancellationToken cancellationToken) => SendAsync(new FailJob(jobId, reason), cancellationToken);

    private async Task<T> SendAsync<T>(ICommand<T> command, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellationToken);
    }
}
