using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>Chooses the TCP port on 127.0.0.1 and remembers it, so that tools set up for it keep working.</summary>
internal static class ClusterPort
{
    /// <exception cref="LocalClusterException">The wished port cannot be used.</exception>
    public static int Choose(ClusterHome home, int? wished)
    {
        if (wished is { } port)
            return IsFree(port) ? port : throw NotUsable(port);
        return Remembered(home) is { } last && IsFree(last) ? last : AnyFree();
    }

    public static void Remember(ClusterHome home, int port) =>
        File.WriteAllText(home.Port, port.ToString(CultureInfo.InvariantCulture));

    private static LocalClusterException NotUsable(int port) => new($"""
        Port {port} on 127.0.0.1, which LocalPostgres__Port asks for, is used by another program or cannot be used at all.
        Stop that program, name another port (1024 to 65535), or name none: Lms then finds a free one.
        """);

    private static int? Remembered(ClusterHome home) =>
        File.Exists(home.Port) && ushort.TryParse(File.ReadAllText(home.Port), out var port) && port > 0 ? port : null;

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (Exception unusable) when (unusable is SocketException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
