namespace Lms.Application.Common;

/// <summary>Takes rows that nobody else works on (<c>FOR UPDATE SKIP LOCKED</c>), so that work which can wait never stands in anybody's way.</summary>
public interface IFreeRows
{
    /// <summary>Locks a row until the transaction ends, if it is free.</summary>
    /// <returns>False where another transaction has it, or it is gone.</returns>
    Task<bool> TakeAsync(RowLock row, CancellationToken cancellationToken);
}
