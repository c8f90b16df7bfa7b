using System.Text.Json.Serialization;
using Lms.Application.Common;
using Lms.Domain.Jobs;
using MediatR;

namespace Lms.Application.Jobs;

/// <summary>Has something done in the background to what was chosen for it.</summary>
/// <param name="Order">What is to be done.</param>
/// <param name="Asked">What was asked for: what makes two requests with one Idempotency-Key the same, whatever meets the conditions meanwhile.</param>
/// <param name="Things">What was chosen.</param>
internal sealed record QueueJob(JobOrder Order, object Asked, [property: JsonIgnore] JobThings Things) : ICommand<JobResponse>, ITakesOnAJob;

internal sealed class QueueJobHandler(JobsAtHand jobs) : IRequestHandler<QueueJob, JobResponse>
{
    public Task<JobResponse> Handle(QueueJob command, CancellationToken cancellationToken) => jobs.TakeOnAsync(command.Order, command.Things, cancellationToken);
}
