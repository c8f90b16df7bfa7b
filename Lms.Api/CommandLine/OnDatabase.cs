using System.Data.Common;
using System.Net.Sockets;
using Lms.Infrastructure.Persistence;

namespace Lms.Api.CommandLine;

/// <summary>Work on the database without serving anybody.</summary>
internal static class OnDatabase
{
    public static Task<int> RunAsync(Func<DatabaseSetup, CancellationToken, Task<int>> work, CancellationToken cancellationToken) => OwnDatabase.WithAsync([], async settings =>
    {
        await using var app = LmsApplication.Build([], settings);
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            return await work(scope.ServiceProvider.GetRequiredService<DatabaseSetup>(), cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or SocketException)
        {
            await Console.Error.WriteLineAsync($"The database does not do it: {exception.Message}");
            return 1;
        }
    }, cancellationToken);
}
