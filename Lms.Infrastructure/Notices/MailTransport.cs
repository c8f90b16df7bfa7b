using Lms.Application.Notices;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Lms.Infrastructure.Notices;

/// <summary>Sends mail by SMTP, or writes it into a folder where no server is set.</summary>
internal sealed class MailTransport(IOptions<MailOptions> options) : IMailTransport
{
    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage(
            from: [MailboxAddress.Parse(options.Value.From)],
            to: [MailboxAddress.Parse(mail.To)],
            mail.Subject,
            new TextPart("plain") { Text = mail.Text });
        if (options.Value.Host is { } host)
            await DeliverAsync(message, host, cancellationToken);
        else
            await WriteAsync(message, cancellationToken);
    }

    private async Task DeliverAsync(MimeMessage message, string host, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(host, options.Value.Port, SecureSocketOptions.StartTlsWhenAvailable, cancellationToken);
        if (options.Value.Username is { } username)
            await client.AuthenticateAsync(username, options.Value.Password ?? "", cancellationToken);
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private async Task WriteAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(options.Value.Folder);
        var name = $"{DateTime.UtcNow:yyyyMMdd'T'HHmmss}-{Guid.NewGuid():N}.eml";
        await message.WriteToAsync(Path.Combine(folder.FullName, name), cancellationToken);
    }
}
