using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Has many groups of books merged in the background, each as one merge. Which groups, is fixed now.</summary>
public sealed record MergeManyBooks : MergeOrder, IRequest<JobResponse>;

internal sealed class MergeManyBooksValidator : MergeOrderValidator<MergeManyBooks>;

internal sealed class MergeManyBooksHandler(IMediator mediator, ChosenGroups chosen) : IRequestHandler<MergeManyBooks, JobResponse>
{
    public async Task<JobResponse> Handle(MergeManyBooks command, CancellationToken cancellationToken) =>
        await mediator.Send(new QueueJob(new JobOrder(JobKind.Merge) { Details = JsonSerializer.Serialize(command with { Groups = null }, LmsJson.Options) }, command, JobThings.Groups(await chosen.FindAsync(command, cancellationToken))), cancellationToken);
}
