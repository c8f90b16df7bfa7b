using Lms.Application.Notices;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Lms.Infrastructure.Notices;

/// <summary>Sends mail by SMTP, or writes it into a folder where no server is set.</summary>
internal sealed class MailTransport(IOptions<MailOptions> options) : IMailTransport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage(
            from: [MailboxAddress.Parse(options.Value.From)],
            to: [MailboxAddress.Parse(mail.To)],
            mail.Subject,
            new TextPart("plain") { Text = mail.Text });
        if (mail.Id is { } id)
            message.MessageId = $"{id}@{message.From.Mailboxes.First().Domain}";
        if (options.Value.Host is { } host)
            await DeliverAsync(message, host, cancellationToken);
        else
            await WriteAsync(message, mail.Id, cancellationToken);
    }

    private async Task DeliverAsync(MimeMessage message, string host, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        await client.ConnectAsync(host, options.Value.Port, SecureSocketOptions.StartTlsWhenAvailable, cancellationToken);
        if (options.Value.Username is { } username)
            await client.AuthenticateAsync(username, options.Value.Password ?? "", cancellationToken);
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    /// <summary>What is written again takes the place of what was written before.</summary>
    private async Task WriteAsync(MimeMessage message, string? id, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(options.Value.Folder);
        var name = id ?? $"{DateTime.UtcNow:yyyyMMdd'T'HHmmss}-{Guid.NewGuid():N}";
        await message.WriteToAsync(Path.Combine(folder.FullName, name + ".eml"), cancellationToken);
    }
}
