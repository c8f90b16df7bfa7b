namespace Lms.Api.Common;

/// <summary>How often server-sent events look for news, and speak where there are none.</summary>
internal static class EventPace
{
    /// <summary>Connections on which nothing happens are cut by what stands between.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits by the wall clock: how often to look has nothing to do with the library's time.</summary>
    /// <returns>Whether to go on; false once it is cancelled.</returns>
    public static async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
