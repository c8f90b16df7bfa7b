namespace Lms.Application.Notices;

/// <summary>Takes mail to where it goes.</summary>
public interface IMailTransport
{
    /// <summary>Sends a mail, or throws where it could not be handed over.</summary>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}

/// <summary>A mail in plain text.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The text.</param>
/// <param name="Id">What tells it from all other mail, letters, digits and hyphens; the same when it is sent again, so that whoever receives it can tell. Null for any.</param>
public sealed record Mail(string To, string Subject, string Text, string? Id = null);
