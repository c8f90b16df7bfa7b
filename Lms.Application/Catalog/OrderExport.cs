using FluentValidation;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Has books written to a file in the background: those that are chosen, or all. The books are fixed now; what is said of them is what is said when they are written.</summary>
public sealed record OrderExport : BookChoice, IRequest<JobResponse>
{
    /// <summary>In which form.</summary>
    /// <example>csv</example>
    public CatalogueFormat? Format { get; init; }
}

internal sealed class OrderExportValidator : BookChoiceValidator<OrderExport>
{
    public OrderExportValidator() => RuleFor(export => export.Format).NotNull();
}

internal sealed class OrderExportHandler(IMediator mediator, ChosenBooks chosen) : IRequestHandler<OrderExport, JobResponse>
{
    public async Task<JobResponse> Handle(OrderExport command, CancellationToken cancellationToken)
    {
        var order = new JobOrder(JobKind.Export) { MediaType = CatalogueFormats.MediaTypeOf(command.Format!.Value) };
        return await mediator.Send(new QueueJob(order, command, JobThings.Books(await chosen.FindAsync(command, cancellationToken))), cancellationToken);
    }
}
