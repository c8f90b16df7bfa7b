using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Lms.Application.Common;

/// <summary>Says which use case ran and how long it took; never what was in it: who reads what is nobody's business.</summary>
internal sealed partial class LoggingBehavior<TRequest, TResponse>(ILogger<LoggingBehavior<TRequest, TResponse>> logger) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = Stopwatch.GetTimestamp();
        var response = await next();
        Ran(typeof(TRequest).Name, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return response;
    }

    [LoggerMessage(LogLevel.Debug, "{UseCase} took {Milliseconds:0.0} ms")]
    private partial void Ran(string useCase, double milliseconds);
}
