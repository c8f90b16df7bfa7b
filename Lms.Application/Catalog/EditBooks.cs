using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Has many books changed in the background. Which books, is fixed now.</summary>
public sealed record EditBooks : BookEdit, IRequest<JobResponse>
{
    /// <summary>Whether only to say what would happen: the counts and errors are those of an edit, and the books stay as they are.</summary>
    public bool DryRun { get; init; }
}

internal sealed class EditBooksValidator : BookEditValidator<EditBooks>;

internal sealed class EditBooksHandler(IMediator mediator, ILmsDbContext db, ChosenBooks chosen) : IRequestHandler<EditBooks, JobResponse>
{
    public async Task<JobResponse> Handle(EditBooks command, CancellationToken cancellationToken)
    {
        await db.MustHaveMaterialTypeAsync(command, cancellationToken);
        var books = await chosen.FindAsync(command, cancellationToken);
        var details = JsonSerializer.Serialize(command with { BookIds = null }, LmsJson.Options);
        return await mediator.Send(new QueueJob(new JobOrder(JobKind.Edit) { Details = details, DryRun = command.DryRun }, command, JobThings.Books(books)), cancellationToken);
    }
}
