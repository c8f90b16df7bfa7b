namespace Lms.Application.Common;

/// <summary>The problems that any request can meet.</summary>
internal static class CommonProblems
{
    public static readonly ProblemKind[] All =
    [
        new("bad-request", 400, "The request cannot be understood", "The request is not valid HTTP, or its form breaks off.", "Send it again as the OpenAPI document describes it."),
        new("validation-failed", 400, "Something in the request is not right", "A member, a parameter or a header has a value that cannot be meant; errors names each, and says what is wrong with it.", "Correct what errors names. Nothing has changed."),
        new("forbidden", 403, "Your role does not allow this", "You are signed in, but this is for others to do.", "Ask a librarian, or an administrator where it is about staff or settings."),
        new("not-found", 404, "There is nothing at this path", "No part of the API stands at this path.", "Compare the path with the OpenAPI document at /swagger."),
        new("method-not-allowed", 405, "This path does not take this method", "The path is right, the method is not; the header Allow lists those that are.", "Use one of the methods in Allow."),
        new("range-not-satisfiable", 416, "The file has no such part", "The header Range asks for bytes behind the end of the file.", "Ask for a part of it, or leave the header out for the whole."),
        new("not-acceptable", 406, "There is no such representation", "The header Accept asks for a media type that this path does not speak.", "Accept application/json, or leave the header out."),
        new("changed-meanwhile", 412, "It was changed since you read it", "Somebody else changed it between your reading and your change, so that your If-Match names a version that is gone.", "Read it again, and repeat your change if it still makes sense."),
        new("too-large", 413, "The request is too large", "The body has more bytes than this path takes.", "Send less at once. Catalogues go to /imports, which takes large files."),
        new("unsupported-media-type", 415, "The body's media type is not supported here", "The header Content-Type is missing, or names a media type that this path does not read.", "Send JSON as application/json, a change as application/merge-patch+json, and a sign-in as application/x-www-form-urlencoded."),
        new("idempotency-key-reused", 422, "This Idempotency-Key belongs to another request", "The key was used within the last 24 hours for a request with other contents.", "Use a new key for every new request, and the same one only to repeat a request word for word."),
        new("too-many-requests", 429, "Too many requests", "More requests came from your address than the library takes in a minute.", "Wait as many seconds as Retry-After says."),
        new("client-closed-request", 499, "You went away", "The connection was closed before the answer was ready.", "Repeat the request, with an Idempotency-Key where doing it twice would matter."),
        new("internal-error", 500, "Something is broken on our side", "The request was fine, and Lms failed at it.", "Tell whoever runs Lms the traceId: the log has the details under it."),
        new("database-unavailable", 503, "The database cannot be reached", "The database is restarting, or the network to it is down.", "Repeat the request in a few seconds, with an Idempotency-Key where doing it twice would matter."),
        new("starting", 503, "Lms is starting", "The program runs, and is still preparing its database.", "Repeat the request in a few seconds; /health/ready says when."),
        new("error", 400, "The request failed", "The HTTP status says all there is to say.", "See the status."),
        ProblemKind.Conflict("refused", "The action is refused", "The library's rules stand against it; blocks lists every reason, each with a code of its own.", "See each code under blocks, and whether overridableBy names a role that may do it all the same."),
        ProblemKind.Conflict("answer-forgotten", "The request was done, and its answer is forgotten", "A request with this Idempotency-Key was done within the last 24 hours; its answer named somebody whom the library has forgotten since.", "Do not repeat it. Use a new key for a new request."),
        ProblemKind.Conflict("request-in-progress", "The first request with this key is still running", "Two requests with one Idempotency-Key came at once.", "Repeat the request in a moment: you will get the answer to the first."),
        ProblemKind.Conflict("too-much-going-on", "Others kept changing the same thing", "The request met others so often that Lms gave up.", "Repeat the request."),
        ProblemKind.Conflict("already-exists", "There is one already", "Something that must be unique is taken.", "Look for the one that is there."),
        ProblemKind.Conflict("in-use", "Something else still needs it", "Other things in the library name it, or it names something that has just gone.", "Remove or change what needs it first."),
        ProblemKind.NoSuch("problem"),
    ];
}
