using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>
/// Shows the access token, and gets the next one shortly before it ends or when it is refused: once, however many requests need it.
/// </summary>
internal sealed class SessionHandler(LmsSession session, LmsClientOptions options) : DelegatingHandler
{
    private const string Authentication = "/auth/";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsSignIn(request))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var ticket = session.Current;
        if (ticket is null ? options.Username is not null : ticket.EndsWithin(options.RefreshBefore))
            ticket = await NextAsync(ticket, request.RequestUri!, cancellationToken).ConfigureAwait(false);
        if (ticket is null)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        using var again = await Repeatable.OfAsync(request, cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = Bearer(ticket);
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || !again.CanBeSent || await NextAsync(ticket, request.RequestUri!, cancellationToken).ConfigureAwait(false) is not { } next)
            return answer;

        answer.Dispose();
        var repeated = again.Next();
        repeated.Headers.Authorization = Bearer(next);
        return await base.SendAsync(repeated, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsSignIn(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath is var path && path.IndexOf(Authentication, StringComparison.Ordinal) is var at && at >= 0
        && path.Substring(at) is "/auth/login" or "/auth/refresh" or "/auth/password/forgot" or "/auth/password/reset";

    private static AuthenticationHeaderValue Bearer(LmsSession.Ticket ticket) => new("Bearer", ticket.Tokens.Access_token);

    /// <summary>The tokens after these: those that somebody else got meanwhile, or new ones; null where the session is over.</summary>
    private async Task<LmsSession.Ticket?> NextAsync(LmsSession.Ticket? used, Uri asked, CancellationToken cancellationToken)
    {
        await session.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (session.Current != used)
                return session.Current;
            var tokens = used is null ? null : await AskAsync(asked, "auth/refresh", new() { ["refresh_token"] = used.Tokens.Refresh_token }, cancellationToken).ConfigureAwait(false);
            if (tokens is null && options is { Username: { } username, Password: { } password })
                tokens = await AskAsync(asked, "auth/login", new() { ["username"] = username, ["password"] = password }, cancellationToken).ConfigureAwait(false);
            session.Use(tokens);
            return session.Current;
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private async Task<Session?> AskAsync(Uri asked, string path, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Address ?? new Uri(asked, "/"), path)) { Content = new FormUrlEncodedContent(form) };
        using var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest)
            return null;
        var body = await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"The library did not renew the session: {(int)answer.StatusCode} {body}");
        return JsonSerializer.Deserialize<Session>(body, LmsJson.Options);
    }
}
