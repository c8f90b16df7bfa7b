using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Changes some of what is known about a copy.</summary>
/// <param name="Id">Which copy.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeCopy(int Id, MergePatch<CopyFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<CopyResponse>;

internal sealed class ChangeCopyHandler(ILmsDbContext db, IValidator<CopyFields> validator, ICaller caller, CopyRouting routing, IMapper mapper, TimeProvider time) : IRequestHandler<ChangeCopy, CopyResponse>
{
    public async Task<CopyResponse> Handle(ChangeCopy command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BookOfCopy(command.Id));
        var copy = await db.Copies.SingleOrDefaultAsync(copy => copy.Id == command.Id, cancellationToken) ?? throw new NotFoundException("copy", command.Id);
        copy.MustMatch(command.IfMatch);

        var fields = command.Changes.ApplyTo(CopyFields.Of(copy));
        validator.ValidateAndThrow(fields);
        await fields.MustNameWhatIsThereAsync(db, cancellationToken);

        copy.Describe(fields.Describe(
            fields.Barcode ?? throw new InvalidMemberException("barcode", "A copy keeps a barcode."),
            fields.HomeBranchId ?? throw new InvalidMemberException("homeBranchId", "A copy keeps a home branch."),
            fields.MaterialType ?? throw new InvalidMemberException("materialType", "A copy keeps a material type.")));
        await MarkAsync(copy, fields.Status, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<CopyResponse>(copy);
    }

    private async Task MarkAsync(Copy copy, CopyStatus status, CancellationToken cancellationToken)
    {
        var (before, wasOnTheMove, now) = (copy.Status, copy.IsOnTheMove, time.GetUtcNow());
        copy.Mark(status, now);
        if (copy.Status == before)
            return;
        var scene = new Scene(caller.UserId, copy.BranchId, now);
        db.Transactions.Add(Transaction.Write(TransactionType.CopyStatusChange, scene, new Subject { Copy = copy }));
        if (wasOnTheMove)
            await routing.GiveUpAsync(copy, scene, cancellationToken);
    }
}
