using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lms.Api.Common;
using Lms.Application.Common;

namespace Lms.Tests;

/// <summary>Somebody who uses the API, signed in or not.</summary>
public sealed class Visitor
{
    public Visitor(Uri address, int id, string? token)
    {
        (Id, Token) = (id, token);
        Http = new HttpClient(new KeptContract(new SocketsHttpHandler { MaxConnectionsPerServer = 100 })) { BaseAddress = address };
        if (token is not null)
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public int Id { get; }

    /// <summary>The access token; null for a stranger.</summary>
    public string? Token { get; }

    public string CardNumber { get; init; } = "";

    public HttpClient Http { get; }

    public Task<Reply> GetAsync(string path, string? ifNoneMatch = null) => SendAsync(HttpMethod.Get, path, null, ("If-None-Match", ifNoneMatch));

    public Task<Reply> PostAsync(string path, object? body = null, string? key = null) => SendAsync(HttpMethod.Post, path, JsonBody(body), ("Idempotency-Key", key));

    public Task<Reply> PutAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Put, path, JsonBody(body), ("If-Match", ifMatch));

    public Task<Reply> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, path, JsonBody(body, "application/merge-patch+json"), ("If-Match", ifMatch));

    public Task<Reply> DeleteAsync(string path, string? ifMatch = null) => SendAsync(HttpMethod.Delete, path, null, ("If-Match", ifMatch));

    public Task<Reply> FormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Sends a body just as it is.</summary>
    public Task<Reply> RawAsync(HttpMethod method, string path, string body, string mediaType = "application/json") =>
        SendAsync(method, path, new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(mediaType)));

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    private static JsonContent? JsonBody(object? body, string mediaType = "application/json") =>
        body is null ? null : JsonContent.Create(body, new MediaTypeHeaderValue(mediaType));
}

/// <summary>What the API answered.</summary>
public sealed record Reply(HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, string Text)
{
    private readonly Lazy<JsonElement> _json = new(() => JsonSerializer.Deserialize<JsonElement>(Text));

    public JsonElement Json => _json.Value;

    public int Id => Json.GetProperty("id").GetInt32();

    public string? Code => Json.GetProperty("code").GetString();

    public string? ETag => Headers.ETag?.ToString();

    /// <summary>The path of the next page; null on the last.</summary>
    public string? Next => Headers.TryGetValues("Link", out var links) ? links.Single().Split('>')[0].TrimStart('<') : null;

    /// <summary>The codes of all blocks, in their order.</summary>
    public IEnumerable<string?> Blocks => Json.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("code").GetString());

    /// <summary>The members that a validation problem names.</summary>
    public IEnumerable<string> Errors => Json.GetProperty("errors").EnumerateObject().Select(member => member.Name);

    public string? this[string member] => Json.GetProperty(member).ToString();

    /// <summary>Reads an answer. Every problem that any test meets must be one that its page explains.</summary>
    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var reply = new Reply(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
        if (reply.MediaType == ProblemResponse.MediaType && reply.Text.Length > 0)
            reply.MustBeExplained();
        return reply;
    }

    /// <summary>Fails the test, with the whole answer, where the status is another.</summary>
    public Reply Expect(HttpStatusCode status)
    {
        Assert.That(Status, Is.EqualTo(status), Text);
        return this;
    }

    private void MustBeExplained()
    {
        Assert.That(this["title"], Is.EqualTo(ProblemKinds.Find(Code!)?.Title), Text);
        if (!Json.TryGetProperty("blocks", out var blocks))
            return;
        foreach (var block in blocks.EnumerateArray())
        {
            var kind = ProblemKinds.Find(block.GetProperty("code").GetString()!);
            var overridableBy = block.GetProperty("overridableBy").GetString();
            Assert.That(kind, Is.Not.Null, Text);
            Assert.That(overridableBy, Is.Null.Or.EqualTo(kind?.OverridableBy?.ToString()).IgnoreCase, Text);
        }
    }
}
