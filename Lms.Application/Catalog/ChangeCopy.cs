using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Changes some of what is known about a copy.</summary>
/// <param name="Id">Which copy.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeCopy(int Id, MergePatch<CopyFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<CopyResponse>;

internal sealed class ChangeCopyHandler(ILmsDbContext db, IValidator<CopyFields> validator, CopyMarking marking, IMapper mapper) : IRequestHandler<ChangeCopy, CopyResponse>
{
    public async Task<CopyResponse> Handle(ChangeCopy command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BookOfCopy(command.Id));
        var copy = await db.Copies.SingleOrDefaultAsync(copy => copy.Id == command.Id, cancellationToken) ?? throw new NotFoundException("copy", command.Id);
        copy.MustMatch(command.IfMatch);

        var fields = command.Changes.ApplyTo(CopyFields.Of(copy));
        validator.ValidateAndThrow(fields);
        await fields.MustNameWhatIsThereAsync(db, cancellationToken);

        await marking.DescribeAsync(copy, fields, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<CopyResponse>(copy);
    }
}
