using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Lms.Api.Common;
using Lms.Api.Reports;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Reports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using NJsonSchema;
using NSwag;
using NSwag.Generation.Processors;
using NSwag.Generation.Processors.Contexts;

namespace Lms.Api.OpenApi;

/// <summary>Writes into every operation what holds for all: headers, and the problems that any such request can meet.</summary>
internal sealed class OperationConventions(IServiceProvider services) : IOperationProcessor
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string MergePatch = "application/merge-patch+json";

    public bool Process(OperationProcessorContext context)
    {
        var operation = context.OperationDescription.Operation;
        var method = context.OperationDescription.Method;
        var hasId = context.OperationDescription.Path.Contains("{id}", StringComparison.Ordinal);
        operation.OperationId = $"{context.ControllerType.Name.Replace("Controller", "", StringComparison.Ordinal)}_{context.MethodInfo.Name}";

        if (method == OpenApiOperationMethod.Post && NeedsSignIn(context))
            AddHeader(operation, HttpCaller.IdempotencyKeyHeader, "A key of your choice, 1 to 255 characters. Repeating the request with the same key within 24 hours repeats the answer, not the deed.");
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Name == "ifMatch"))
        {
            parameter.Name = "If-Match";
            parameter.Kind = OpenApiParameterKind.Header;
            parameter.Schema = new JsonSchema { Type = JsonObjectType.String };
            parameter.Description = "The ETag of what you read: the change is refused with 412 where somebody else was faster.";
        }

        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Path && parameter.Schema.Type == JsonObjectType.Integer))
            parameter.Schema.Minimum = 1;
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Query))
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name);
        foreach (var query in context.MethodInfo.GetParameters().Where(parameter => parameter.IsDefined(typeof(FromQueryAttribute)) && parameter.ParameterType.IsClass && parameter.ParameterType != typeof(string)))
            Bounds.Describe(services, query.ParameterType, name => operation.Parameters.FirstOrDefault(parameter => parameter.Kind == OpenApiParameterKind.Query && parameter.Name == name)?.Schema);
        if (operation.RequestBody is { } body)
            NameMediaTypes(context, body);
        if (context.MethodInfo.GetCustomAttribute<ProducesAttribute>() is { } produces)
            AddFiles(operation.Responses["200"], produces.ContentTypes.Where(type => type != "application/json"));
        var returned = context.MethodInfo.ReturnType.GenericTypeArguments.FirstOrDefault();
        if (returned?.IsAssignableTo(typeof(IReport)) == true)
            operation.Responses["200"].Content[CsvReports.MediaType] = new OpenApiMediaType { Schema = new JsonSchema { Type = JsonObjectType.String } };
        if (returned?.IsAssignableTo(typeof(IPage)) == true && operation.Parameters.Any(parameter => parameter.Name == "cursor"))
            AddPageHeaders(operation.Responses["200"]);

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
            Problem(context, 415, "The body's media type is not supported.");
        if (operation.Parameters.Any(parameter => parameter.Name == HttpCaller.IdempotencyKeyHeader))
            Problem(context, 422, "The Idempotency-Key belongs to another request.");
        if (context.MethodInfo.IsDefined(typeof(EnableRateLimitingAttribute), inherit: true))
            Problem(context, 429, "Too many requests; `Retry-After` says how long to wait.");
        foreach (var refusal in operation.Responses.Keys.Where(status => status.StartsWith('4')).ToList())
            Problem(context, int.Parse(refusal, CultureInfo.InvariantCulture), "");
        LmsOpenApi.PutInOrder(operation.Responses);
        return true;
    }

    private static void NameMediaTypes(OperationProcessorContext context, OpenApiRequestBody body)
    {
        if (context.OperationDescription.Method == OpenApiOperationMethod.Patch)
            body.Content[MergePatch] = body.Content["application/json"];
        if (context.MethodInfo.GetCustomAttribute<ConsumesAttribute>() is { ContentTypes: [Form] } && body.Content.Remove("multipart/form-data", out var fields))
            body.Content[Form] = fields;
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

    private static void AddHeader(OpenApiOperation operation, string name, string description) => operation.Parameters.Add(new OpenApiParameter
    {
        Name = name,
        Kind = OpenApiParameterKind.Header,
        Description = description,
        Schema = new JsonSchema { Type = JsonObjectType.String, MinLength = 1, MaxLength = KeptAnswer.MaxKey },
    });

    /// <summary>What an operation answers with other than JSON is a file.</summary>
    private static void AddFiles(OpenApiResponse response, IEnumerable<string> mediaTypes)
    {
        response.Content.Remove("application/octet-stream");
        foreach (var mediaType in mediaTypes)
            response.Content[mediaType] = new OpenApiMediaType { Schema = new JsonSchema { Type = JsonObjectType.String, Format = "binary" } };
    }

    private static void AddPageHeaders(OpenApiResponse response)
    {
        response.Headers["Link"] = new OpenApiHeader { Description = "The next page, as <path>; rel=\"next\" (RFC 8288); absent on the last page.", Schema = new JsonSchema { Type = JsonObjectType.String } };
        response.Headers["X-Total-Count"] = new OpenApiHeader { Description = "How many items there are on all pages, where count=true.", Schema = new JsonSchema { Type = JsonObjectType.Integer } };
    }
}
