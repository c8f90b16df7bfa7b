using Lms.Api.Common;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Circulation;

/// <summary>Copies in users' hands.</summary>
[Route("loans")]
public sealed class LoansController(IMediator mediator) : LmsController
{
    /// <summary>Lists loans, newest first; a member sees their own.</summary>
    /// <response code="200">One page; the header <c>Link</c> names the next one.</response>
    [HttpGet, Authorize(Access.SignedIn)]
    public Task<Page<LoanResponse>> List([FromQuery] ListLoans query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Shows a loan; a member sees their own.</summary>
    /// <response code="200">The loan.</response>
    [HttpGet("{id}"), Authorize(Access.SignedIn)]
    public Task<LoanResponse> Get(int id, CancellationToken cancellationToken) =>
        mediator.Send(new GetLoan(id), cancellationToken);

    /// <summary>Explains how the due dates of a loan came about, in words and in data, by what was kept when they did; a member asks about their own.</summary>
    /// <response code="200">The explanation.</response>
    [HttpGet("{id}/explanation"), Authorize(Access.SignedIn)]
    public Task<LoanExplanation> Explain(int id, CancellationToken cancellationToken) =>
        mediator.Send(new ExplainLoan(id), cancellationToken);

    /// <summary>Lends a copy to a user. Members do it for themselves, where the library lets them.</summary>
    /// <response code="201">The loan.</response>
    /// <response code="404"><c>copy-not-found</c>, <c>book-not-found</c>, <c>user-not-found</c> or <c>branch-not-found</c>.</response>
    /// <response code="409">It is refused; <c>blocks</c> lists every reason and who may override it.</response>
    [HttpPost, Authorize(Access.SignedIn)]
    [Refuses("already-yours", "copy-on-loan", "copy-withdrawn", "copy-lost", "copy-claimed-returned", "copy-damaged", "copy-missing",
        "copy-in-repair", "copy-on-order", "not-for-loan", "held-for-another", "needed-for-holds", "too-young", "user-blocked", "card-expired",
        "debt-limit", "overdue-limit", "claims-limit", "loan-limit", "self-checkout-off", "proxy-blocked", "proxy-card-expired", "proxy-expired",
        "proxy-not-appointed")]
    [ProducesResponseType<LoanResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<LoanResponse>> CheckOut(CheckOut command, CancellationToken cancellationToken) =>
        Made(nameof(Get), await mediator.Send(command, cancellationToken), loan => loan.Id);

    /// <summary>Lends a stack of copies to one user: at most 100, each in a transaction of its own.</summary>
    /// <response code="200">What became of each, in the order of the stack.</response>
    [HttpPost("batch"), Authorize(Access.Desk)]
    public Task<IReadOnlyList<BatchedLoan>> CheckOutStack(CheckOutStack command, CancellationToken cancellationToken) =>
        mediator.Send(command, cancellationToken);

    /// <summary>Says whether a copy may be lent to a user, without doing it.</summary>
    /// <response code="200">The answer, in the same words as doing it would give.</response>
    /// <response code="404"><c>copy-not-found</c>, <c>book-not-found</c>, <c>user-not-found</c> or <c>branch-not-found</c>.</response>
    [HttpPost("evaluate"), Authorize(Access.SignedIn)]
    [ProducesResponseType<CheckoutEvaluation>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status404NotFound)]
    public Task<CheckoutEvaluation> Evaluate(EvaluateCheckout query, CancellationToken cancellationToken) =>
        mediator.Send(query, cancellationToken);

    /// <summary>Extends a loan; a member extends their own. The body may be left out.</summary>
    /// <response code="200">The loan.</response>
    /// <response code="409">It is refused; <c>blocks</c> lists every reason and who may override it.</response>
    [HttpPost("{id}/renew"), Authorize(Access.SignedIn)]
    [Refuses("loan-closed", "copy-lost", "copy-claimed-returned", "on-site", "not-renewable", "renewal-limit", "unseen-renewal-limit", "too-soon",
        "needed-for-holds", "user-blocked", "card-expired", "debt-limit")]
    [ProducesResponseType<LoanResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<LoanResponse> Renew(int id, [FromBody] RenewalRequest? request, CancellationToken cancellationToken) =>
        mediator.Send(new RenewLoan(id, request?.DueAt, request?.Override), cancellationToken);

    /// <summary>Ends a loan: its copy is here.</summary>
    /// <response code="200">What became of it, and what to do with the copy.</response>
    /// <response code="409"><c>loan-closed</c>: it has ended already.</response>
    [HttpPost("{id}/return"), Authorize(Access.Desk)]
    [ProducesResponseType<ReturnReceipt>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<ReturnReceipt> Return(int id, CancellationToken cancellationToken) =>
        mediator.Send(new ReturnLoan(id), cancellationToken);

    /// <summary>Sets another due date by hand.</summary>
    /// <response code="200">The loan.</response>
    /// <response code="409"><c>loan-closed</c>: it has ended already.</response>
    [HttpPatch("{id}"), Authorize(Access.Desk)]
    [ProducesResponseType<LoanResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status409Conflict)]
    public Task<LoanResponse> Change(int id, MergePatch<LoanFields> changes, [IfMatch] IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeDueDate(id, changes, ifMatch), cancellationToken);
}

/// <summary>How to renew.</summary>
/// <param name="DueAt">Another due date than the rule gives; null where the rule is to say. For staff.</param>
/// <param name="Override">Does it all the same, where the caller may; null for not.</param>
[CheckedAs(typeof(RenewLoan))]
public sealed record RenewalRequest(DateTimeOffset? DueAt, OverrideRequest? Override);
