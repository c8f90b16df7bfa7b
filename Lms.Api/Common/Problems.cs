using System.Diagnostics;
using System.Text.Json;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Lms.Api.Common;

/// <summary>Turns whatever went wrong into a problem document.</summary>
internal static class Problems
{
    private const string Invalid = "validation-failed";
    private const string BrokenForm = "The form breaks off, or is none.";

    public static ProblemResponse Of(Exception exception, HttpContext context) => exception switch
    {
        RefusedException refused => Make(context, 409, "refused", refused.Message) with { Blocks = refused.Blocks },
        ValidationException invalid => OfMembers(context, invalid.Errors
            .GroupBy(failure => MemberName(failure.PropertyName)).ToDictionary(member => member.Key, member => member.Select(failure => failure.ErrorMessage).ToArray())),
        InvalidMemberException invalid => OfMembers(context, new() { [invalid.Member] = [invalid.Message] }),
        NotFoundException missing => Make(context, 404, missing.Code, missing.Message),
        ForbiddenException forbidden => Make(context, 403, forbidden.Code, forbidden.Message),
        NotSignedInException stranger => Make(context, 401, stranger.Code, stranger.Message),
        PreconditionFailedException changed => Make(context, 412, changed.Code, changed.Message),
        UnsupportedMediaException unsupported => Make(context, 415, unsupported.Code, unsupported.Message),
        KeyReusedException reused => Make(context, 422, reused.Code, reused.Message),
        ConflictException conflict => Make(context, 409, conflict.Code, conflict.Message) with { BookId = conflict.Details.TryGetValue("bookId", out var id) ? (int)id : null },
        GoneException gone => Make(context, 410, gone.Code, gone.Message) with { BookId = gone.Details.TryGetValue("bookId", out var id) ? (int)id : null },
        DbUpdateConcurrencyException => Make(context, 409, "too-much-going-on", "Others kept changing the same thing. Repeat the request."),
        BadHttpRequestException { StatusCode: 413 } => OfStatus(context, 413),
        BadHttpRequestException bad => Make(context, bad.StatusCode, "bad-request", bad.Message),
        InvalidDataException or IOException when context.Request.HasFormContentType => Make(context, 400, "bad-request", BrokenForm),
        OperationCanceledException when context.RequestAborted.IsCancellationRequested => Make(context, 499, "client-closed-request", null),
        _ when IsDatabaseAway(exception) => Make(context, 503, "database-unavailable", "The database cannot be reached. Repeat the request in a moment."),
        _ => OfStatus(context, 500),
    };

    public static ProblemResponse OfStatus(HttpContext context, int status) => status switch
    {
        400 => Make(context, 400, "bad-request", "The request cannot be understood."),
        401 => Make(context, 401, "not-signed-in", "Sign in, or get a new access token: this one is missing, expired or not good."),
        403 => Make(context, 403, "forbidden", "Your role does not allow this."),
        404 => Make(context, 404, "not-found", "There is nothing at this path."),
        405 => Make(context, 405, "method-not-allowed", "This path does not take this method."),
        406 => Make(context, 406, "not-acceptable", "There is no such representation."),
        413 => Make(context, 413, "too-large", "The request is too large."),
        415 => Make(context, 415, "unsupported-media-type", "The body's media type is not supported here."),
        416 => Make(context, 416, "range-not-satisfiable", "The file has no such part."),
        429 => Make(context, 429, "too-many-requests", "Too many requests; wait a little."),
        503 => Make(context, 503, "starting", "Lms is starting. Repeat the request in a moment."),
        >= 500 => Make(context, status, "internal-error", "Something is broken on our side. The log has the details under this traceId."),
        _ => Make(context, status, "error", null),
    };

    /// <summary>The answer to a request whose members could not even be read.</summary>
    public static IActionResult OfModelState(ActionContext action)
    {
        // MVC makes of everything that stops it from reading a form an error like any other.
        if (action.ModelState.Values.SelectMany(entry => entry.Errors).Any(error => error.ErrorMessage.Contains("Request body too large", StringComparison.Ordinal)))
            return Answer(OfStatus(action.HttpContext, 413));

        // MVC calls the body by the name of the action's parameter, which is nobody's business.
        var body = action.ActionDescriptor.Parameters.FirstOrDefault(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Body)?.Name;
        var errors = action.ModelState.Where(entry => entry.Value is { Errors.Count: > 0 })
            .GroupBy(entry => entry.Key == body ? "" : MemberName(entry.Key))
            .ToDictionary(member => member.Key, member => member.SelectMany(entry => entry.Value!.Errors).Select(Describe).Distinct().ToArray());
        // Where a member is named, the complaint about the body as a whole adds nothing.
        if (errors.Count > 1)
            errors.Remove("");
        return Answer(OfMembers(action.HttpContext, errors));
    }

    /// <summary>Whatever the caller accepts: a problem has no other representation.</summary>
    private static JsonResult Answer(ProblemResponse problem) => new(problem) { StatusCode = problem.Status, ContentType = ProblemResponse.MediaType };

    private static ProblemResponse OfMembers(HttpContext context, Dictionary<string, string[]> errors) =>
        Make(context, 400, Invalid, string.Join(" ", errors.Select(member => member.Key.Length == 0 ? string.Join(" ", member.Value) : $"{member.Key}: {string.Join(" ", member.Value)}"))) with { Errors = errors };

    private static ProblemResponse Make(HttpContext context, int status, string code, string? detail) => new()
    {
        Type = $"/problems/{code}",
        Title = ProblemKinds.Find(code)?.Title ?? code,
        Status = status,
        Detail = detail,
        Instance = context.Request.Path,
        Code = code,
        TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
    };

    private static string Describe(ModelError error) => error switch
    {
        { Exception: JsonException json } => JsonFault.Describe(json),
        { ErrorMessage: var message } when message.Contains("JSON", StringComparison.Ordinal) || message.Contains("Path: ", StringComparison.Ordinal) => JsonFault.Describe(new JsonException(message)),
        { ErrorMessage: var message } when message.StartsWith("Failed to read the request form", StringComparison.Ordinal) => BrokenForm,
        { ErrorMessage: { Length: > 0 } message } => message,
        _ => "It cannot be read.",
    };

    private static string MemberName(string path)
    {
        if (path.Contains('-', StringComparison.Ordinal))
            return path;
        var names = path.TrimStart('$').TrimStart('.').Split('.').Where(name => name is not ("Fields" or "Page"));
        return string.Join('.', names.Select(name => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..]));
    }

    private static bool IsDatabaseAway(Exception exception) => exception switch
    {
        PostgresException error => error.IsTransient || error.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or TimeoutException => true,
        { InnerException: { } inner } => IsDatabaseAway(inner),
        _ => false,
    };
}
