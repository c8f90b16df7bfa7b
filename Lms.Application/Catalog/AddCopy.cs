using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Adds a copy to a book.</summary>
/// <param name="BookId">Which book.</param>
/// <param name="Fields">What is known about the copy.</param>
public sealed record AddCopy(int BookId, CopyFields Fields) : ICommand<CopyResponse>;

internal sealed class AddCopyValidator : AbstractValidator<AddCopy>
{
    public AddCopyValidator()
    {
        RuleFor(command => command.Fields).SetValidator(new CopyFieldsValidator()).OverridePropertyName("");
        RuleFor(command => command.Fields.Status).Must(status => !Copy.IsMovedByCirculation(status))
            .WithMessage("A new copy cannot be in circulation yet.").OverridePropertyName("status");
    }
}

internal sealed class AddCopyHandler(ILmsDbContext db, IRunningNumbers numbers, IMapper mapper, TimeProvider time) : IRequestHandler<AddCopy, CopyResponse>
{
    public async Task<CopyResponse> Handle(AddCopy command, CancellationToken cancellationToken)
    {
        var fields = command.Fields;
        db.LockWithNextQuery(RowLock.Book(command.BookId));
        var book = await db.Books.SingleOrDefaultAsync(book => book.Id == command.BookId, cancellationToken) ?? throw new NotFoundException("book", command.BookId);
        await fields.MustNameWhatIsThereAsync(db, cancellationToken);

        var barcode = fields.Barcode ?? Barcode.ForCopy((await numbers.NextCopiesAsync(1, cancellationToken))[0]);
        var homeBranchId = fields.HomeBranchId ?? await db.DefaultBranchIdAsync(cancellationToken);
        var copy = Copy.Acquire(book.Id, fields.Describe(barcode, homeBranchId, fields.MaterialType ?? book.MaterialType));
        copy.Mark(fields.Status, time.GetUtcNow());
        db.Copies.Add(copy);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<CopyResponse>(copy);
    }
}
