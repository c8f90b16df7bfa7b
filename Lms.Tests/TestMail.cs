using System.Collections.Concurrent;
using Lms.Application.Notices;

namespace Lms.Tests;

/// <summary>Keeps the mail instead of sending it.</summary>
public sealed class TestMail : IMailTransport
{
    public ConcurrentQueue<Mail> Sent { get; } = [];

    public Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        Sent.Enqueue(mail);
        return Task.CompletedTask;
    }
}
