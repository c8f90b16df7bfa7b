using Microsoft.Extensions.Options;

namespace Lms.Infrastructure.Notices;

/// <summary>How mail leaves the library, section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Mail";

    /// <summary>The SMTP server; null to write mail into <see cref="Folder"/> instead.</summary>
    public string? Host { get; set => field = value is "" ? null : value; }

    /// <summary>The server's port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>The user name at the server; null to send without signing in.</summary>
    public string? Username { get; set => field = value is "" ? null : value; }

    /// <summary>The password at the server.</summary>
    public string? Password { get; set => field = value is "" ? null : value; }

    /// <summary>The address that mail comes from.</summary>
    public string From { get; set; } = "library@localhost";

    /// <summary>Where mail is written as files while there is no server.</summary>
    public string Folder { get; set; } = Path.Combine(Path.GetTempPath(), "lms-mail");
}

internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        !MimeKit.MailboxAddress.TryParse(options.From, out _) ? ValidateOptionsResult.Fail("Mail__From must be a mail address.")
        : options.Port is < 1 or > 65_535 ? ValidateOptionsResult.Fail("Mail__Port must be from 1 to 65535.")
        : ValidateOptionsResult.Success;
}
