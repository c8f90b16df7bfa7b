using System.Data.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Common;

/// <summary>
/// Runs a command in one database transaction. Where the database breaks a tie against it (deadlock, serialization failure, a row
/// changed under it), nothing has happened yet and it is run again.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(ILmsDbContext db) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private const int Attempts = 5;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not ICommand<TResponse>)
            return await next();

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                var response = await next();
                await transaction.CommitAsync(cancellationToken);
                return response;
            }
            catch (Exception exception) when (attempt < Attempts && IsTie(exception))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private static bool IsTie(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        DbException { SqlState: "40001" or "40P01" } => true,
        // EF Core wraps what the database says of a write, and of a query behind its locks.
        DbUpdateException or InvalidOperationException => exception.InnerException is { } inner && IsTie(inner),
        _ => false,
    };
}
