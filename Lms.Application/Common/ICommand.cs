using MediatR;

namespace Lms.Application.Common;

/// <summary>A use case that changes the library: all of it happens, in one database transaction, or nothing.</summary>
public interface ICommand<out TResponse> : IRequest<TResponse>;
