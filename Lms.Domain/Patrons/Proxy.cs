namespace Lms.Domain.Patrons;

/// <summary>Somebody who may act for another user: what they borrow and place on hold stands on the sponsor.</summary>
public sealed class Proxy
{
    private Proxy()
    {
    }

    /// <summary>For whom.</summary>
    public int SponsorId { get; private init; }

    /// <summary>Who acts.</summary>
    public int ProxyId { get; private init; }

    /// <summary>The last day on which they may, inclusive; null until they are dismissed.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>Lets somebody act for another user.</summary>
    public static Proxy Appoint(int sponsorId, int proxyId, DateOnly? expiresOn) => new() { SponsorId = sponsorId, ProxyId = proxyId, ExpiresOn = expiresOn };

    /// <summary>Changes until when they may.</summary>
    public void Until(DateOnly? expiresOn) => ExpiresOn = expiresOn;
}
