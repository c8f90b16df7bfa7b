using System.Data.Common;
using System.Net.Sockets;
using FluentValidation;
using Lms.Application.Common;
using Lms.Infrastructure.Identity;
using Lms.Infrastructure.Persistence;

namespace Lms.Api.CommandLine;

/// <summary>Work on the database without serving anybody.</summary>
internal static class OnDatabase
{
    public static Task<int> RunAsync(Func<DatabaseSetup, CancellationToken, Task<int>> work, CancellationToken cancellationToken) =>
        RunAsync((services, token) => work(services.GetRequiredService<DatabaseSetup>(), token), null, cancellationToken);

    /// <summary>Does some work.</summary>
    /// <param name="work">Is given the application's parts, and answers the exit code.</param>
    /// <param name="ifTaken">What else to say where the private database is in use by another process; null for nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> work, string? ifTaken, CancellationToken cancellationToken) => OwnDatabase.WithAsync([], async settings =>
    {
        await using var app = LmsApplication.Build([], settings);
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            return await work(scope.ServiceProvider, cancellationToken);
        }
        catch (ValidationException exception)
        {
            foreach (var fault in exception.Errors)
                await Console.Error.WriteLineAsync($"{fault.PropertyName}: {fault.ErrorMessage}".TrimStart(':', ' '));
            return 1;
        }
        catch (Exception exception) when (exception is ProblemException or UnsafeInstallationException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (Exception exception) when (exception is DbException or SocketException || exception.InnerException is DbException)
        {
            await Console.Error.WriteLineAsync($"The database does not do it: {(exception.InnerException ?? exception).Message}");
            return 1;
        }
    }, cancellationToken, ifTaken);
}
