using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;

namespace Lms.Application.Catalog;

/// <summary>Changes what is known about a copy, and tells the ledger where its status is another then.</summary>
internal sealed class CopyMarking(ILmsDbContext db, ICaller caller, CopyRouting routing, TimeProvider time)
{
    /// <summary>Changes a copy, whose book must be locked.</summary>
    /// <exception cref="InvalidMemberException">It would have no barcode, home branch or material type.</exception>
    /// <exception cref="Domain.Common.RefusedException"><c>copy-in-circulation</c>.</exception>
    public async Task DescribeAsync(Copy copy, CopyFields fields, CancellationToken cancellationToken)
    {
        copy.Describe(fields.Describe(
            fields.Barcode ?? throw new InvalidMemberException("barcode", "A copy keeps a barcode."),
            fields.HomeBranchId ?? throw new InvalidMemberException("homeBranchId", "A copy keeps a home branch."),
            fields.MaterialType ?? throw new InvalidMemberException("materialType", "A copy keeps a material type.")));
        await MarkAsync(copy, fields.Status, cancellationToken);
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
