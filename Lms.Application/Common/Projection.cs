using System.Linq.Expressions;
using AutoMapper;
using AutoMapper.QueryableExtensions;

namespace Lms.Application.Common;

/// <summary>AutoMapper's projections as expressions, to be composed into larger queries.</summary>
internal static class Projection
{
    /// <summary>How a <typeparamref name="T"/> becomes a <typeparamref name="TResponse"/>, for the database to do.</summary>
    /// <param name="mapper">Knows the mapping.</param>
    /// <param name="parameters">Values for the mapping's parameters, as members of an anonymous object; null for none.</param>
    public static Expression<Func<T, TResponse>> Project<T, TResponse>(this IMapper mapper, object? parameters = null)
    {
        var projected = Enumerable.Empty<T>().AsQueryable().ProjectTo<TResponse>(mapper.ConfigurationProvider, parameters);
        var select = (MethodCallExpression)projected.Expression;
        return (Expression<Func<T, TResponse>>)((UnaryExpression)select.Arguments[1]).Operand;
    }
}
