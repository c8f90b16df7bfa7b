using Lms.Api.Common;
using Lms.Application.Accounts;
using Lms.Application.Common.Paging;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Accounts;

/// <summary>What users owe and pay. Entries are added, never changed or deleted.</summary>
[Route("users/{id}"), Authorize(Access.Desk)]
public sealed class AccountsController(IMediator mediator) : LmsController
{
    /// <summary>Shows what a user owes, with the fines that run.</summary>
    /// <response code="200">The account.</response>
    [HttpGet("account")]
    public Task<AccountResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetAccount(id), cancellationToken);

    /// <summary>Lists all entries of a user's account, newest first.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet("account/entries")]
    public Task<Page<AccountEntryResponse>> ListEntries(int id, [FromQuery] AccountEntryConditions query, CancellationToken cancellationToken) =>
        mediator.Send(new ListAccountEntries(id, query), cancellationToken);

    /// <summary>Shows an entry of a user's account.</summary>
    /// <response code="200">The entry, with what is left of it.</response>
    [HttpGet("account/entries/{entryId}")]
    public Task<AccountEntryResponse> GetEntry(int id, long entryId, CancellationToken cancellationToken) =>
        mediator.Send(new GetAccountEntry(id, entryId), cancellationToken);

    /// <summary>Charges a user by hand; what they have to their credit is used up.</summary>
    /// <response code="201">The charge, with what is left to pay of it.</response>
    [HttpPost("charges")]
    [ProducesResponseType<AccountEntryResponse>(StatusCodes.Status201Created)]
    public async Task<ActionResult<AccountEntryResponse>> Charge(int id, ChargeFields fields, CancellationToken cancellationToken) =>
        Written(id, await mediator.Send(new ChargeUser(id, fields), cancellationToken));

    /// <summary>Takes money: it settles the charges that are named, then the oldest; what is left over is the user's credit.</summary>
    /// <response code="201">The payment, with what is left over of it.</response>
    /// <response code="409"><c>nothing-owed</c>: no amount was given, and the charges that were named are settled.</response>
    [HttpPost("payments")]
    [ProducesResponseType<AccountEntryResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<AccountEntryResponse>> Pay(int id, PaymentFields fields, CancellationToken cancellationToken) =>
        Written(id, await mediator.Send(new TakePayment(id, fields), cancellationToken));

    /// <summary>Forgives what a user owes, for a reason. Librarians do not do so for themselves.</summary>
    /// <response code="201">The waiver.</response>
    /// <response code="409"><c>waiver-exceeds-debt</c>: it is more than is owed; or <c>nothing-owed</c>.</response>
    [HttpPost("waivers")]
    [Refuses("waiver-exceeds-debt")]
    [ProducesResponseType<AccountEntryResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<AccountEntryResponse>> Waive(int id, WaiverFields fields, CancellationToken cancellationToken) =>
        Written(id, await mediator.Send(new WaiveDebt(id, fields), cancellationToken));

    /// <summary>Gives a user's credit back as money. Librarians do not do so for themselves.</summary>
    /// <response code="201">The refund.</response>
    /// <response code="409"><c>refund-exceeds-credit</c>: it is more than the user has to their credit.</response>
    [HttpPost("refunds")]
    [Refuses("refund-exceeds-credit")]
    [ProducesResponseType<AccountEntryResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<AccountEntryResponse>> Refund(int id, RefundFields fields, CancellationToken cancellationToken) =>
        Written(id, await mediator.Send(new RefundCredit(id, fields), cancellationToken));

    private CreatedAtActionResult Written(int userId, AccountEntryResponse entry) =>
        CreatedAtAction(nameof(GetEntry), new { id = userId, entryId = entry.Id }, entry);
}
