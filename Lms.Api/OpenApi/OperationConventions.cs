using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Lms.Api.Common;
using Lms.Api.Identity;
using Lms.Api.Reports;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Reports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Namotion.Reflection;
using NJsonSchema;
using NSwag;
using NSwag.Generation.AspNetCore;
using NSwag.Generation.Processors;
using NSwag.Generation.Processors.Contexts;

namespace Lms.Api.OpenApi;

/// <summary>Writes into every operation what holds for all: its name, who may use it, headers, and the problems that any such request can meet.</summary>
internal sealed class OperationConventions(IServiceProvider services) : IOperationProcessor
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const string FormWithFile = "multipart/form-data";
    /// <summary>Where headers stand among the arguments of a client's methods.</summary>
    private const int Last = 100;
    private const string MergePatch = "application/merge-patch+json";

    public bool Process(OperationProcessorContext context)
    {
        var operation = context.OperationDescription.Operation;
        var method = context.OperationDescription.Method;
        var hasId = context.OperationDescription.Path.Contains("{id}", StringComparison.Ordinal);
        operation.OperationId = OperationNames.Of(context.ControllerType, context.MethodInfo.Name);
        operation.Tags = [operation.OperationId.Split('_')[0]];
        operation.Description = string.Join("\n\n", new[] { operation.Description, WhoMay(context) }.Where(text => !string.IsNullOrWhiteSpace(text)));

        if (method == OpenApiOperationMethod.Post && NeedsSignIn(context))
            AddIdempotencyKey(operation);
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Name == "ifMatch"))
        {
            (parameter.Name, parameter.OriginalName) = ("If-Match", "ifMatch");
            parameter.Kind = OpenApiParameterKind.Header;
            (parameter.Style, parameter.Explode) = (OpenApiParameterStyle.Undefined, false);
            parameter.Schema = new JsonSchema { Type = JsonObjectType.String };
            parameter.Description = "The ETag of what you read: the change is refused with 412 where somebody else was faster.";
        }

        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Path && parameter.Schema.Type == JsonObjectType.Integer))
            parameter.Schema.Minimum = 1;
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Query))
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name);
        foreach (var query in context.MethodInfo.GetParameters().Where(parameter => parameter.IsDefined(typeof(FromQueryAttribute)) && parameter.ParameterType.IsClass && parameter.ParameterType != typeof(string)))
        {
            OpenApiParameter? Parameter(string name) => operation.Parameters.FirstOrDefault(parameter => parameter.Kind == OpenApiParameterKind.Query && parameter.Name == name);
            Bounds.Describe(services, query.ParameterType, name => Parameter(name)?.Schema, name => Parameter(name)!.IsRequired = true);
            Bounds.DescribeDefaults(query.ParameterType, name => Parameter(name)?.Schema);
        }

        if (operation.RequestBody is { } body)
            NameMediaTypes(context, body);
        NameMediaTypesOfAnswers((AspNetCoreOperationProcessorContext)context);
        if (context.MethodInfo.GetCustomAttribute<ProducesAttribute>() is { } produces)
        {
            foreach (var (_, file) in operation.Responses.Where(response => response.Key is "200" or "206"))
                AddFiles(file, produces.ContentTypes.Where(type => type != Json));
        }

        if (Answer(context) is { } answer)
            DescribeAnswer(context, answer);
        if (context.MethodInfo.GetCustomAttributes().OfType<IEvents>().SingleOrDefault() is { } events)
            DescribeEvents(context, events);

        Problem(context, 400, "Malformed or invalid; <c>errors</c> names each member.");
        if (NeedsSignIn(context))
        {
            Problem(context, 401, "Not signed in, or not any more.");
            Problem(context, 403, "Your role does not allow it.");
        }

        if (hasId)
            Problem(context, 404, "There is no such thing, or it is not yours to see.");
        if (method != OpenApiOperationMethod.Get && NeedsSignIn(context))
            Problem(context, 409, "It conflicts with how things are.");
        if (operation.Parameters.Any(parameter => parameter.Name == "If-Match"))
            Problem(context, 412, "It was changed since you read it.");
        if (operation.RequestBody is not null)
        {
            Problem(context, 413, "The body is larger than this installation takes.");
            Problem(context, 415, "The body's media type is not supported.");
        }

        if (operation.Parameters.Any(parameter => parameter.Name == HttpCaller.IdempotencyKeyHeader))
            Problem(context, 422, "The Idempotency-Key belongs to another request.");
        var isLimited = context.MethodInfo.IsDefined(typeof(SignInLimitAttribute), inherit: true);
        if (isLimited)
            Problem(context, 429, "Too many requests; `Retry-After` says how long to wait.");
        Problem(context, 500, "Something is broken on our side; the log has the details under this `traceId`.");
        Problem(context, 503, "Lms is starting, or the database is away; `Retry-After` says when to ask again.");
        foreach (var refusal in operation.Responses.Keys.Where(status => status[0] is '4' or '5').ToList())
            Problem(context, int.Parse(refusal, CultureInfo.InvariantCulture), "");
        ProblemCodes.Describe(context);
        DescribeHeadersOfEveryAnswer(context, isLimited);
        LmsOpenApi.PutInOrder(operation.Responses);
        return true;
    }

    private static void DescribeHeadersOfEveryAnswer(OperationProcessorContext context, bool isLimited)
    {
        var operation = context.OperationDescription.Operation;
        var deprecated = context.MethodInfo.GetCustomAttribute<DeprecatedAttribute>(inherit: true) ?? context.ControllerType.GetCustomAttribute<DeprecatedAttribute>(inherit: true);
        foreach (var (status, response) in operation.Responses)
        {
            if (status is "429" or "503")
                AddHeader(response, "Retry-After", JsonObjectType.Integer, "After how many seconds to repeat the request.");
            if (isLimited)
            {
                AddHeader(response, SignInLimit.PolicyHeader, JsonObjectType.String, "How many requests (q) one address may make within how many seconds (w).");
                AddHeader(response, SignInLimit.RestHeader, JsonObjectType.String, "How many of them are left (r), and after how many seconds without a request all are back (t).");
            }

            if (deprecated is null)
                continue;
            AddHeader(response, DeprecationHeaders.Deprecation, JsonObjectType.String, "Since when this is deprecated, as @ and the seconds since 1970 (RFC 9745).");
            AddHeader(response, DeprecationHeaders.Sunset, JsonObjectType.String, "From when this may answer no more (RFC 8594).");
        }

        if (deprecated is null)
            return;
        operation.IsDeprecated = true;
        var instead = deprecated.Instead is null ? "" : $" Use {deprecated.Instead} instead.";
        operation.Description += string.Create(CultureInfo.InvariantCulture, $"\n\nDeprecated since {deprecated.Since:yyyy-MM-dd}, and gone from {deprecated.GoneOn:yyyy-MM-dd} on.{instead}");
    }

    /// <summary>What an action answers, out of its task and its action result; null where it is no value.</summary>
    private static Type? Answer(OperationProcessorContext context) => context.MethodInfo.ReturnType.GenericTypeArguments switch
    {
        [{ IsGenericType: true } result] when result.GetGenericTypeDefinition() == typeof(ActionResult<>) => result.GenericTypeArguments[0],
        [var value] => value,
        _ => null,
    };

    private static void DescribeAnswer(OperationProcessorContext context, Type answer)
    {
        var operation = context.OperationDescription.Operation;
        var responses = operation.Responses.Where(response => response.Key.StartsWith('2')).Select(response => response.Value).ToList();
        foreach (var made in operation.Responses.Where(response => response.Key is "201" or "202" && response.Value.Content.Count > 0))
            AddHeader(made.Value, "Location", JsonObjectType.String, "The path of what was made.");
        if (answer.IsAssignableTo(typeof(IReport)))
            responses.ForEach(response => response.Content[CsvReports.MediaType] = new OpenApiMediaType { Schema = new JsonSchema { Type = JsonObjectType.String } });
        if (answer.IsAssignableTo(typeof(IPage)) && operation.Parameters.Any(parameter => parameter.Name == "cursor"))
            responses.ForEach(AddPageHeaders);
        if (!answer.IsAssignableTo(typeof(ITagged)))
            return;

        responses.ForEach(response => AddHeader(response, "ETag", JsonObjectType.String, "The version of the resource, for If-Match and If-None-Match (RFC 9110)."));
        if (context.OperationDescription.Method != OpenApiOperationMethod.Get)
            return;
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "If-None-Match",
            OriginalName = "ifNoneMatch",
            Kind = OpenApiParameterKind.Header,
            Position = Last,
            Description = "The ETag of what you have: where it is still the same, the answer is 304.",
            Schema = new JsonSchema { Type = JsonObjectType.String },
        });
        operation.Responses["304"] = new OpenApiResponse { Description = "What you have is still the same." };
    }

    /// <summary>OpenAPI 3.0 has no words for what is in a stream; clients are generated by these.</summary>
    private static void DescribeEvents(OperationProcessorContext context, IEvents events)
    {
        var operation = context.OperationDescription.Operation;
        operation.ExtensionData = new Dictionary<string, object?> { ["x-event-data"] = context.Settings.SchemaSettings.SchemaNameGenerator.Generate(events.Data) };
        if (events.Last is { } last)
            operation.ExtensionData["x-last-event"] = last;
    }

    private static void NameMediaTypes(OperationProcessorContext context, OpenApiRequestBody body)
    {
        body.IsRequired |= body.Content.Values.Any(content => content.Schema?.Format == JsonFormatStrings.Binary);
        if (body.Content.TryGetValue(FormWithFile, out var form) && form.Schema?.Format == JsonFormatStrings.Binary)
            form.Schema = FileOfForm(form.Schema);
        if (context.OperationDescription.Method == OpenApiOperationMethod.Patch)
            body.Content[MergePatch] = body.Content[Json];
        if (context.MethodInfo.GetCustomAttribute<ConsumesAttribute>() is not { ContentTypes: [Form] } || !body.Content.Remove(FormWithFile, out var fields))
            return;
        body.Content[Form] = fields;
        body.IsRequired = !NeedsSignIn(context);
        fields.Schema.Type = JsonObjectType.Object;
        foreach (var (name, field) in fields.Schema.Properties)
        {
            field.IsRequired = !NeedsSignIn(context);
            field.Description = context.MethodInfo.GetParameters().FirstOrDefault(parameter => (parameter.GetCustomAttribute<FromFormAttribute>()?.Name ?? parameter.Name) == name)?.GetXmlDocs();
        }
    }

    /// <summary>In a form the file is one part of the body and not all of it.</summary>
    private static JsonSchema FileOfForm(JsonSchema file)
    {
        var form = new JsonSchema { Type = JsonObjectType.Object };
        form.Properties["file"] = new JsonSchemaProperty { Type = file.Type, Format = file.Format, IsRequired = true };
        return form;
    }

    /// <summary>What is not JSON is text.</summary>
    private static void NameMediaTypesOfAnswers(AspNetCoreOperationProcessorContext context)
    {
        foreach (var answer in context.ApiDescription.SupportedResponseTypes.Where(answer => answer.StatusCode is >= 200 and < 300))
        {
            var content = context.OperationDescription.Operation.Responses[answer.StatusCode.ToString(CultureInfo.InvariantCulture)].Content;
            if (!content.Remove(Json, out var json))
                continue;
            // MVC takes whoever writes some other JSON for somebody who writes JSON; who does, the action says itself.
            var produced = context.MethodInfo.GetCustomAttribute<ProducesAttribute>()?.ContentTypes ?? [];
            var mediaTypes = answer.ApiResponseFormats.Select(format => format.MediaType).Where(type => !type.EndsWith("+json", StringComparison.Ordinal) || produced.Contains(type));
            foreach (var mediaType in mediaTypes.OrderByDescending(type => type == Json))
                content[mediaType] = mediaType == Json ? json : new OpenApiMediaType { Schema = new JsonSchema { Type = JsonObjectType.String } };
        }
    }

    private static string WhoMay(OperationProcessorContext context)
    {
        if (!NeedsSignIn(context))
            return "Open to everybody.";
        var policies = context.MethodInfo.GetCustomAttributes<AuthorizeAttribute>(inherit: true).Concat(context.ControllerType.GetCustomAttributes<AuthorizeAttribute>(inherit: true)).Select(needed => needed.Policy).ToList();
        return policies.Contains(Access.AdminOnly) ? "For administrators."
            : policies.Contains(Access.Desk) ? "For librarians and administrators."
            : "For everybody who is signed in.";
    }

    private static bool NeedsSignIn(OperationProcessorContext context) =>
        !context.MethodInfo.IsDefined(typeof(AllowAnonymousAttribute), inherit: true);

    private static void Problem(OperationProcessorContext context, int status, string description)
    {
        var schema = context.SchemaGenerator.GenerateWithReference<JsonSchema>(Namotion.Reflection.ContextualTypeExtensions.ToContextualType(typeof(ProblemResponse)), context.SchemaResolver);
        var responses = context.OperationDescription.Operation.Responses;
        var key = status.ToString(CultureInfo.InvariantCulture);
        if (!responses.TryGetValue(key, out var response))
            responses[key] = response = new OpenApiResponse { Description = description.Replace("<c>", "`", StringComparison.Ordinal).Replace("</c>", "`", StringComparison.Ordinal) };
        response.Content.Clear();
        response.Content[ProblemResponse.MediaType] = new OpenApiMediaType { Schema = schema };
    }

    private static void AddIdempotencyKey(OpenApiOperation operation) => operation.Parameters.Add(new OpenApiParameter
    {
        Name = HttpCaller.IdempotencyKeyHeader,
        OriginalName = "idempotencyKey",
        Kind = OpenApiParameterKind.Header,
        Position = Last,
        Description = "A key of your choice, 1 to 255 characters. Repeating the request with the same key within 24 hours repeats the answer, not the deed.",
        Schema = new JsonSchema { Type = JsonObjectType.String, MinLength = 1, MaxLength = KeptAnswer.MaxKey },
    });

    private static void AddHeader(OpenApiResponse response, string name, JsonObjectType type, string description) =>
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = new JsonSchema { Type = type } };

    /// <summary>What an operation answers with other than JSON is a file.</summary>
    private static void AddFiles(OpenApiResponse response, IEnumerable<string> mediaTypes)
    {
        response.Content.Remove("application/octet-stream");
        foreach (var mediaType in mediaTypes)
            response.Content[mediaType] = new OpenApiMediaType { Schema = new JsonSchema { Type = JsonObjectType.String, Format = "binary" } };
    }

    private static void AddPageHeaders(OpenApiResponse response)
    {
        AddHeader(response, "Link", JsonObjectType.String, "The next page, as <path>; rel=\"next\" (RFC 8288); absent on the last page.");
        AddHeader(response, "X-Total-Count", JsonObjectType.Integer, "How many items there are on all pages, where count=true.");
    }
}
