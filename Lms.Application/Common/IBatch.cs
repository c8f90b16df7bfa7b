using MediatR;

namespace Lms.Application.Common;

/// <summary>A use case that does many things, each a command of its own: one that is refused keeps no other from happening.</summary>
public interface IBatch<out TResponse> : IRequest<TResponse>;
