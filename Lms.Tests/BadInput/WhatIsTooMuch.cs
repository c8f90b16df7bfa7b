using System.Net.Sockets;
using System.Text;

namespace Lms.Tests.BadInput;

public sealed class WhatIsTooMuch : BadInputTest
{
    private const int HundredMegabytes = 100 * 1024 * 1024;

    /// <summary>A part of every set of characters that a query language gives a meaning to.</summary>
    private static readonly string[] OddTexts =
    [
        "'", "\"", "\\", "%", "_", "*", "(", ")", "&", "|", "!", ":", "'; DROP TABLE books; --", "\\%\\_", "((((((((((", "a & | b", "!!", ":*", "a:b:c", "' OR ''='", "$1", "{0}", "--", "/*", "%00x%", "\\", "\\\\'",
        "☃", "👩‍👩‍👧", "\u202Egnol", "e\u0301", "İstanbul", "ß", "\t", "  ", "(\"&|!*:\\%_')",
    ];

    [Test]
    public async Task A_search_for_odd_characters_finds_what_it_finds()
    {
        foreach (var operation in Operations.Where(operation => operation.Method == HttpMethod.Get))
        {
            foreach (var parameter in operation.Query.Where(parameter => parameter is { Kind: "string", Name: not ("cursor" or "sort") }))
            {
                foreach (var text in OddTexts)
                {
                    var answer = await Library.Admin.GetAsync($"{PathOf(operation)}?{parameter.Name}={Uri.EscapeDataString(text)}");
                    if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.BadRequest))
                        Complain(operation, text, answer.Status.ToString());
                }
            }
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_percent_sign_or_an_underscore_is_searched_for_as_such()
    {
        foreach (var text in new[] { "%", "_", "100%", "\\" })
            Assert.That((await Library.Stranger.GetAsync($"/books?title={Uri.EscapeDataString(text)}")).Expect(HttpStatusCode.OK).Text, Is.EqualTo("[]"), text);
    }

    [Test]
    public async Task A_search_that_is_too_long_is_refused_by_name()
    {
        var words = string.Join("%20", Enumerable.Repeat("word", 1000));
        foreach (var operation in Operations.Where(operation => operation.Method == HttpMethod.Get))
        {
            foreach (var parameter in operation.Query.Where(parameter => parameter is { Kind: "string", Name: not "cursor" }))
                await RefusedAsync(operation, $"{PathOf(operation)}?{parameter.Name}={words}", null, parameter.Name, HttpStatusCode.BadRequest, $"{parameter.Name} of a thousand words");
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_body_of_a_hundred_megabytes_is_refused_before_it_is_sent()
    {
        foreach (var operation in Operations.Where(operation => operation.TakesJson || operation.TakesAForm))
        {
            var answer = await SayAsync($"""
                {operation.Method} {PathOf(operation)} HTTP/1.1
                Host: library
                Connection: close
                Authorization: {Library.Admin.Http.DefaultRequestHeaders.Authorization}
                Content-Type: {(operation.TakesAForm ? "application/x-www-form-urlencoded" : operation.MediaType)}
                Content-Length: {HundredMegabytes}


                """);
            if (!answer.StartsWith("HTTP/1.1 413 ", StringComparison.Ordinal) || !answer.Contains("\"code\":\"too-large\"", StringComparison.Ordinal))
                Complain(operation, "100 MB", answer.Split('\r')[0]);
        }

        await ExpectNoComplaintAsync();
    }

    /// <summary>What is no HTTP never reaches the library: the web server itself answers, in a word.</summary>
    [Test]
    public async Task What_is_no_HTTP_is_answered_in_a_word_and_the_library_stays_open()
    {
        var endless = new string('a', 40_000);
        Assert.Multiple(async () =>
        {
            Assert.That(await SayAsync($"GET /books?q={endless} HTTP/1.1\r\nHost: library\r\n\r\n"), Does.StartWith("HTTP/1.1 414 "));
            Assert.That(await SayAsync($"GET /books HTTP/1.1\r\nHost: library\r\nIf-Match: {endless}\r\n\r\n"), Does.StartWith("HTTP/1.1 431 "));
            Assert.That(await SayAsync("GET /books/%00 HTTP/1.1\r\nHost: library\r\n\r\n"), Does.StartWith("HTTP/1.1 400 "));
            Assert.That(await SayAsync("GET /books HTTP/1.1\r\n\r\n"), Does.StartWith("HTTP/1.1 400 "));
            Assert.That(await SayAsync("HELLO\r\n\r\n"), Does.StartWith("HTTP/1.1 400 "));
            Assert.That(await SayAsync("POST /books HTTP/1.1\r\nHost: library\r\nContent-Length: -1\r\n\r\n"), Does.StartWith("HTTP/1.1 400 "));
            Assert.That((await Library.Stranger.GetAsync("/books")).Status, Is.EqualTo(HttpStatusCode.OK));
        });
        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_form_that_cannot_be_meant_is_refused()
    {
        foreach (var operation in Operations.Where(operation => operation.TakesAForm && operation.Path != "/auth/logout"))
        {
            string[] forms = ["", "username", "=", "&&&", "username=%00&password=x&refresh_token=%00", "username=%FF&password=%FF&refresh_token=%FF", $"username={new string('x', 1_000_000)}&password=x&refresh_token={new string('x', 1_000_000)}"];
            foreach (var form in forms)
            {
                var answer = await Library.Stranger.RawAsync(operation.Method, operation.Path, form, "application/x-www-form-urlencoded");
                if (answer.Status is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized) || answer.MediaType != "application/problem+json")
                    Complain(operation, form, $"{answer.Status} {answer.Text}");
            }

            await RefusedAsync(operation, operation.Path, TextOf("{}"), null, HttpStatusCode.UnsupportedMediaType, "JSON where a form belongs");
        }

        await ExpectNoComplaintAsync();
    }

    /// <summary>Says something to the server just as it is, and reads all that it answers.</summary>
    private async Task<string> SayAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Library.Address.Host, Library.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ReplaceLineEndings("\r\n")));
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            while (await stream.ReadAsync(buffer, patience.Token) is > 0 and var read)
                answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // The server hung up on a body that it does not want; what it said before counts.
        }

        return answer.ToString();
    }
}
