using Lms.Application.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Common;

/// <summary>What the codes of problems mean: where the <c>type</c> of every problem document leads.</summary>
[Route("problems")]
[Produces("application/json", "text/html")]
public sealed class ProblemsController(IMediator mediator) : LmsController
{
    /// <summary>Explains a problem: a page for people, JSON for programs.</summary>
    /// <param name="code">The code of a problem document, or of one of its blocks.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <response code="200">What it means, what to do, and who may override it.</response>
    /// <response code="404"><c>problem-not-found</c>: no problem has this code.</response>
    [HttpGet("{code}"), AllowAnonymous]
    [ProducesResponseType<ProblemKind>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<ProblemKind> Explain(string code, CancellationToken cancellationToken) =>
        mediator.Send(new ExplainProblem(code), cancellationToken);
}
