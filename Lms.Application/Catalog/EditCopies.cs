using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Has many copies changed in the background. Which copies, is fixed now.</summary>
public sealed record EditCopies : CopyEdit, IRequest<JobResponse>
{
    /// <summary>Whether only to say what would happen: the counts and errors are those of an edit, and the copies stay as they are.</summary>
    public bool DryRun { get; init; }
}

internal sealed class EditCopiesValidator : CopyEditValidator<EditCopies>;

internal sealed class EditCopiesHandler(IMediator mediator, ILmsDbContext db, ChosenCopies chosen) : IRequestHandler<EditCopies, JobResponse>
{
    public async Task<JobResponse> Handle(EditCopies command, CancellationToken cancellationToken)
    {
        await command.MustNameWhatIsThereAsync(db, cancellationToken);
        var found = await chosen.FindAsync(command, cancellationToken);
        // A barcode that no copy has is a thing of the job too, to be named in its turn: it stands for itself in the details, and its place there for it among the ids.
        var details = JsonSerializer.Serialize(command with { CopyIds = null, Barcodes = found.Unknown }, LmsJson.Options);
        var things = JobThings.Copies([.. found.Ids, .. found.Unknown.Select((_, place) => -1 - place)]);
        return await mediator.Send(new QueueJob(new JobOrder(JobKind.CopyEdit) { Details = details, DryRun = command.DryRun }, command, things), cancellationToken);
    }
}
