using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using AutoMapper;
using FluentValidation;
using FluentValidation.Results;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Imports;
using MediatR;

namespace Lms.Application.Imports;

/// <summary>Receives a file and has it taken in, in the background.</summary>
/// <param name="Content">The file; read to its end and not closed.</param>
/// <param name="Order">How it is to be taken in.</param>
public sealed record ReceiveImport(Stream Content, ImportOrder Order) : IRequest<ImportResponse>;

/// <summary>Has a file taken in that has been received.</summary>
/// <param name="Order">How.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Hash">The SHA-256 of its content: what makes two requests with one Idempotency-Key the same.</param>
/// <param name="FileId">Where it lies.</param>
internal sealed record QueueImport(ImportOrder Order, long Bytes, string Hash, [property: JsonIgnore] int FileId) : ICommand<ImportResponse>;

internal sealed class ReceiveImportValidator : AbstractValidator<ReceiveImport>
{
    public ReceiveImportValidator(IEnumerable<IRecordReader> readers)
    {
        RuleFor(import => import.Order.Copies).InclusiveBetween(0, CreateBook.MaxCopies).OverridePropertyName("copies");
        RuleFor(import => import.Order.Columns).NotBlank().MaximumLength(Import.MaxColumns).OverridePropertyName("columns");
        RuleFor(import => import).Custom((import, context) =>
        {
            foreach (var (member, fault) in readers.For(import.Order.MediaType).FaultsOf(import.Order))
                context.AddFailure(member, fault);
        });
    }
}

internal sealed class ReceiveImportHandler(IMediator mediator, ILmsDbContext db, IImportFiles files, IBell<Import> bell, ICaller caller) : IRequestHandler<ReceiveImport, ImportResponse>
{
    public async Task<ImportResponse> Handle(ReceiveImport command, CancellationToken cancellationToken)
    {
        if (command.Order.Copies > 0)
            await db.DefaultBranchIdAsync(cancellationToken);
        var file = await files.StoreAsync(command.Content, cancellationToken)
            ?? throw new ValidationException([new ValidationFailure("", "The file is empty.")]);

        var queued = false;
        try
        {
            var import = await mediator.Send(new QueueImport(command.Order, file.Bytes, file.Hash, file.Id), cancellationToken);
            queued = !caller.Replayed;
            bell.Ring();
            return import;
        }
        finally
        {
            if (!queued)
                await files.RemoveAsync(file.Id, CancellationToken.None);
        }
    }
}

internal sealed class QueueImportHandler(ILmsDbContext db, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<QueueImport, ImportResponse>
{
    public async Task<ImportResponse> Handle(QueueImport command, CancellationToken cancellationToken)
    {
        var import = Import.Receive(command.Order, command.FileId, command.Bytes, caller.UserId, time.GetUtcNow());
        db.Imports.Add(import);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<ImportResponse>(import);
    }
}

/// <summary>Chooses among readers.</summary>
public static class RecordReaders
{
    /// <summary>The reader of a media type.</summary>
    /// <exception cref="UnsupportedMediaException">There is none.</exception>
    public static IRecordReader For(this IEnumerable<IRecordReader> readers, string mediaType)
    {
        var bare = MediaTypeHeaderValue.TryParse(mediaType, out var type) ? type.MediaType?.ToLowerInvariant() : null;
        return readers.FirstOrDefault(reader => reader.MediaTypes.Contains(bare, StringComparer.Ordinal))
            ?? throw new UnsupportedMediaException($"A file of this media type cannot be taken in; there are {string.Join(", ", readers.SelectMany(reader => reader.MediaTypes))}.");
    }

    /// <summary>The media type of files with such a name; null where no reader knows it.</summary>
    public static string? MediaTypeOf(this IEnumerable<IRecordReader> readers, string? fileName) => readers
        .FirstOrDefault(reader => reader.FileEndings.Any(ending => fileName?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true))?.MediaTypes[0];
}
