using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>A library and all that its API does, by resource: <c>library.Loans.CheckOutAsync(…)</c>.</summary>
/// <remarks>Thread-safe. Problems are thrown as <see cref="LmsProblemException"/>; a library that cannot be reached as <see cref="HttpRequestException"/>.</remarks>
public sealed partial class LmsClient : IDisposable
{
    private readonly bool _ownsHttp;

    internal LmsClient(HttpClient http, LmsSession session, bool ownsHttp) => (Http, Session, _ownsHttp) = (http, session, ownsHttp);

    /// <summary>Who is signed in.</summary>
    public LmsSession Session { get; }

    internal HttpClient Http { get; }

    /// <summary>A client for a program without dependency injection; one for each user, kept as long as the program runs.</summary>
    /// <param name="options">Where the library is.</param>
    /// <param name="transport">What sends the requests; null for the usual.</param>
    /// <exception cref="ArgumentException">There is no address in the options.</exception>
    public static LmsClient Create(LmsClientOptions options, HttpMessageHandler? transport = null)
    {
        if (options?.Address is null)
            throw new ArgumentException("Say where the library is: set Address.", nameof(options));
        var session = new LmsSession();
        var pipeline = new AnswerHandler { InnerHandler = new RetryHandler(options) { InnerHandler = new SessionHandler(session, options) { InnerHandler = transport ?? new HttpClientHandler() } } };
        return new LmsClient(new HttpClient(pipeline) { BaseAddress = Folder(options.Address) }, session, ownsHttp: true);
    }

    /// <summary>Signs in; from then on the session renews itself until it is 30 days unused or signed out.</summary>
    /// <exception cref="LmsProblemException"><c>invalid-credentials</c>.</exception>
    public async Task SignInAsync(string username, string password, CancellationToken cancellationToken = default) =>
        Session.Use(await Auth.LoginAsync(new LoginForm { Username = username, Password = password }, cancellationToken).ConfigureAwait(false));

    /// <summary>Signs out; the session's tokens are no longer good.</summary>
    public async Task SignOutAsync(CancellationToken cancellationToken = default)
    {
        if (Session.Tokens is { } tokens)
            await Auth.LogoutAsync(body: new LogoutForm { Refresh_token = tokens.Refresh_token }, cancellationToken: cancellationToken).ConfigureAwait(false);
        Session.Use(null);
    }

    /// <summary>Lets go of the connections, where the client made them itself.</summary>
    public void Dispose()
    {
        if (_ownsHttp)
            Http.Dispose();
    }

    /// <summary>The address as a folder, so that a path below which a proxy shows Lms is kept.</summary>
    internal static Uri Folder(Uri address) => address.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? address : new Uri(address.AbsoluteUri + "/");
}
