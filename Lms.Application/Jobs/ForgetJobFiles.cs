using Lms.Application.Chores;
using Lms.Application.Common;
using MediatR;

namespace Lms.Application.Jobs;

/// <summary>Removes files of jobs that are kept no longer.</summary>
public sealed record ForgetJobFiles : ICommand<bool>;

internal sealed class ForgetJobFilesHandler(IJobFiles files, TimeProvider time) : IRequestHandler<ForgetJobFiles, bool>
{
    public async Task<bool> Handle(ForgetJobFiles command, CancellationToken cancellationToken) => await files.RemoveExpiredAsync(time.GetUtcNow(), cancellationToken) > 0;
}

internal sealed class ForgettingJobFiles : IChore
{
    public string Name => "forget the files of jobs";

    /// <summary>Deleting is one piece: what one replica deletes, another does not find.</summary>
    public Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<int>>([1]);

    public ICommand<bool> Do(int piece) => new ForgetJobFiles();
}
