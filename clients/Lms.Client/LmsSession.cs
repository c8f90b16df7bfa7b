using System;
using System.Diagnostics;
using System.Threading;

namespace Lms.Client;

/// <summary>Who is signed in; several clients may share it.</summary>
public sealed class LmsSession
{
    private Ticket? _ticket;

    /// <summary>Whether there are tokens, good or not.</summary>
    public bool IsSignedIn => _ticket is not null;

    /// <summary>The tokens, to be kept for another day; null where nobody is signed in.</summary>
    public Session? Tokens => _ticket?.Tokens;

    internal SemaphoreSlim Turn { get; } = new(1, 1);

    internal Ticket? Current => _ticket;

    /// <summary>Takes tokens that were kept, as after a restart; null signs out here, without telling the library.</summary>
    public void Use(Session? tokens) => _ticket = tokens is null ? null : new Ticket(tokens);

    /// <summary>Tokens, and since when they are here.</summary>
    internal sealed class Ticket(Session tokens)
    {
        private readonly long _since = Stopwatch.GetTimestamp();

        public Session Tokens { get; } = tokens;

        /// <summary>Whether the access token has no more than some time left.</summary>
        public bool EndsWithin(TimeSpan time) =>
            TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - _since) / (double)Stopwatch.Frequency) + time >= TimeSpan.FromSeconds(Tokens.Expires_in);
    }
}
