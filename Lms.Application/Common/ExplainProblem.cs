using MediatR;

namespace Lms.Application.Common;

/// <summary>Says what a kind of problem means, and what to do about it.</summary>
/// <param name="Code">The code of a problem document, or of one of its blocks.</param>
public sealed record ExplainProblem(string Code) : IRequest<ProblemKind>;

internal sealed class ExplainProblemHandler : IRequestHandler<ExplainProblem, ProblemKind>
{
    public Task<ProblemKind> Handle(ExplainProblem query, CancellationToken cancellationToken) =>
        Task.FromResult(ProblemKinds.Find(query.Code) ?? throw new NotFoundException("problem", $"code {query.Code}"));
}
