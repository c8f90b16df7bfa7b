using System.Collections.Concurrent;
using Lms.Application.Notices;

namespace Lms.Tests;

/// <summary>Keeps the mail instead of sending it.</summary>
public sealed class TestMail : IMailTransport
{
    private int _failures;

    public ConcurrentQueue<Mail> Sent { get; } = [];

    public Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
            throw new IOException("The mail server is on holiday.");
        Sent.Enqueue(mail);
        return Task.CompletedTask;
    }

    /// <summary>Loses the next mails.</summary>
    public void FailNext(int times) => _failures = times;

    public void Reset()
    {
        Sent.Clear();
        _failures = 0;
    }
}
