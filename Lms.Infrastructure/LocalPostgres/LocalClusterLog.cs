using Microsoft.Extensions.Logging;

namespace Lms.Infrastructure.LocalPostgres;

internal static partial class LocalClusterLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Setting up PostgreSQL {Version} in {Folder}")]
    public static partial void DataAreCreated(this ILogger logger, int version, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {Version} runs on 127.0.0.1:{Port}; its data are in {Folder}")]
    public static partial void ServerRuns(this ILogger logger, int version, int port, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL on {Folder} has stopped")]
    public static partial void ServerHasStopped(this ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL did not stop; the next start will end it. {Reason}")]
    public static partial void ServerDoesNotStop(this ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL (process {ProcessId}) still runs from a start that was killed; it is stopped and started anew")]
    public static partial void LeftoverIsEnded(this ILogger logger, int processId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Removed {Folder}, left by a process that was killed")]
    public static partial void LeftoverIsRemoved(this ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL in {Folder}, left by a process that was killed, does not stop. {Reason}")]
    public static partial void LeftoverDoesNotStop(this ILogger logger, string folder, string reason);
}
