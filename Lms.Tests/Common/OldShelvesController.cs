using Lms.Api.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Tests.Common;

/// <summary>Shelves as they once were.</summary>
[Route("old-shelves")]
public sealed class OldShelvesController : LmsController
{
    /// <summary>Counts the shelves.</summary>
    /// <response code="200">How many.</response>
    [HttpGet, AllowAnonymous, Deprecated("2026-11-30", "2027-05-31", Instead = "GET /branches")]
    [ProducesResponseType<int>(StatusCodes.Status200OK)]
    public ActionResult<int> Count() => Ok(12);

    /// <summary>Names a shelf.</summary>
    /// <response code="200">Its name.</response>
    [HttpGet("name"), AllowAnonymous]
    [ProducesResponseType<string>(StatusCodes.Status200OK)]
    public ActionResult<string> Name() => Ok("A");
}
