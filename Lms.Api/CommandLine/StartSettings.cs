namespace Lms.Api.CommandLine;

/// <summary>Settings among the arguments, as <c>--Lms:Demo=true</c> or <c>--urls http://localhost:8001</c>.</summary>
internal static class StartSettings
{
    private static readonly string[] OfTheHost = ["urls", "environment", "http_ports", "https_ports", "https_port"];

    /// <summary>The first argument that is neither a setting nor the value of one; null where there is none.</summary>
    public static string? FirstStranger(IEnumerable<string> arguments)
    {
        var awaitsValue = false;
        foreach (var argument in arguments)
        {
            if (awaitsValue)
            {
                awaitsValue = false;
                continue;
            }

            if (!IsSetting(argument))
                return argument;
            awaitsValue = !argument.Contains('=', StringComparison.Ordinal);
        }

        return null;
    }

    private static bool IsSetting(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return false;
        var name = argument[2..].Split('=')[0];
        return name.Contains(':', StringComparison.Ordinal) || OfTheHost.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
