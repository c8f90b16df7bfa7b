using System.Globalization;
using System.Security.Claims;
using Lms.Api.Common;
using Lms.Application.Circulation;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Circulation;

/// <summary>What happens, as it happens.</summary>
[Route("events"), Tags("Transactions")]
public sealed class EventsController(IMediator mediator, EventStream events) : LmsController
{
    /// <summary>
    /// Follows the circulation ledger as server-sent events: what happened to copies, loans, holds and accounts, within a second. Staff see everything, members what is about
    /// themselves. The event is named after the transaction's type, its id is the transaction's, its data the transaction.
    /// </summary>
    /// <remarks>
    /// Send the id of the last event in <c>Last-Event-ID</c> to go on where a connection broke off, however long ago: nothing is missed and nothing told twice. Without it the
    /// stream begins now. It ends with the access token; get a new one and go on.
    /// </remarks>
    /// <param name="filter">Which events.</param>
    /// <param name="lastEventId">The id of the last event that was heard, 0 for the whole ledger; left out for what happens from now on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <response code="200">The events.</response>
    [HttpGet, Authorize(Access.SignedIn)]
    [Events<TransactionResponse>]
    public async Task<IResult> Follow([FromQuery] EventFilter filter, [FromHeader(Name = "Last-Event-ID")] long? lastEventId, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(events.TellAsync(filter, await mediator.Send(new FollowEvents(filter, lastEventId), cancellationToken), AccessEndsAt, cancellationToken));

    private DateTimeOffset? AccessEndsAt =>
        User.FindFirstValue("exp") is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)) : null;
}
