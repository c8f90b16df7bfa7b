using System.CommandLine;
using System.CommandLine.Parsing;

namespace Lms.Api.CommandLine;

/// <summary>Asks the Lms on this machine whether it is ready: for containers that have no other program to ask with.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Command()
    {
        var url = new Option<Uri>("--url") { Description = "Where Lms listens.", DefaultValueFactory = _ => new Uri("http://localhost:8000"), CustomParser = Read };
        var command = new Command("health", "Ask a running Lms whether it is ready; exit code 0 if so.") { url };
        command.SetAction((parsed, cancellationToken) => AskAsync(parsed.GetValue(url)!, cancellationToken));
        return command;
    }

    private static Uri? Read(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        argument.AddError($"'{argument.Tokens[0].Value}' is not of the form http://localhost:8000.");
        return null;
    }

    private static async Task<int> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            Console.WriteLine(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"Lms does not answer at {url}: {exception.Message}");
            return 1;
        }
    }
}
