using Lms.Application.Jobs;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Common;

/// <summary>What all controllers share: problems as documents, and the two answers that are more than a body.</summary>
[ApiController]
[Produces("application/json")]
public abstract class LmsController : ControllerBase
{
    /// <summary>201, with the path of what was made.</summary>
    protected CreatedAtActionResult Made<T>(string action, T made, Func<T, long> id, string? controller = null) =>
        CreatedAtAction(action, controller, new { id = id(made) }, made);

    /// <summary>202, with the path where to see how a job goes.</summary>
    protected AcceptedAtActionResult TakenOn(JobResponse job) => AcceptedAtAction("Get", "Jobs", new { id = job.Id }, job);

    /// <summary>204: done, and nothing to say.</summary>
    protected NoContentResult Done(Unit _) => NoContent();
}
