using System;

namespace Lms.Client;

/// <summary>Where a library is, and how patient its client is.</summary>
public sealed class LmsClientOptions
{
    /// <summary>Where Lms runs, as <c>https://library.example/</c>; the paths of the API are looked for below it.</summary>
    public Uri? Address { get; set; }

    /// <summary>Who signs in where nobody has yet, before the first request that needs it; null where <see cref="LmsClient.SignInAsync"/> is called.</summary>
    public string? Username { get; set; }

    /// <summary>The password of <see cref="Username"/>.</summary>
    public string? Password { get; set; }

    /// <summary>How often a request is repeated that was not answered or that may succeed later; 0 or more.</summary>
    public int Retries { get; set; } = 4;

    /// <summary>How long to wait at most before the first repetition; twice as long before each further one, with chance in it. Not used where the library says how long.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest that is waited. Where the library asks for more, its answer is passed on instead.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long before its end an access token is replaced.</summary>
    public TimeSpan RefreshBefore { get; set; } = TimeSpan.FromSeconds(30);
}
