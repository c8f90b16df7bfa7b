using Lms.Domain.Jobs;
using MediatR;

namespace Lms.Application.Jobs;

/// <summary>A use case that has something done in the background.</summary>
internal interface ITakesOnAJob;

/// <summary>Wakes who does jobs as soon as one is taken on and committed.</summary>
internal sealed class JobBell<TRequest, TResponse>(IBell<Job> bell) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, ITakesOnAJob
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        bell.Ring();
        return response;
    }
}
