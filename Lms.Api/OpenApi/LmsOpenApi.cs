using Lms.Application.Common;
using NJsonSchema.Generation;
using NSwag;
using NSwag.AspNetCore;
using NSwag.Generation.Processors.Security;

namespace Lms.Api.OpenApi;

/// <summary>The OpenAPI document and the Swagger UI.</summary>
internal static class LmsOpenApi
{
    /// <summary>The name of the one document.</summary>
    public const string DocumentName = "v1";

    /// <summary>The name of the way to sign in.</summary>
    public const string SecurityName = "password";

    /// <summary>There is one document to select, there are no scopes, and clients have no ids and secrets.</summary>
    private const string WithoutWhatHasNoUse = """
        .swagger-ui .topbar,
        .swagger-ui .scope-def,
        .swagger-ui .auth-container div:has(> label[for^='client_id']),
        .swagger-ui .auth-container div:has(> label[for^='client_secret']),
        .swagger-ui .auth-container div:has(> label[for='password_type']) { display: none }
        """;

    public static IServiceCollection AddLmsOpenApi(this IServiceCollection services) => services.AddOpenApiDocument((document, provider) =>
    {
        document.DocumentName = DocumentName;
        document.Title = "Lms";
        document.Version = "v1";
        document.PostProcess = described =>
        {
            described.Info.Contact = new OpenApiContact { Name = "The Lms developers" };
            described.Info.License = new OpenApiLicense { Name = "MIT", Url = "https://spdx.org/licenses/MIT.html" };
            PutInOrder(described.Paths);
            PutInOrder(described.Components.Schemas);
        };
        document.Description = "Lms, a library management system: the catalogue, the copies on the shelves, the people who borrow them, and every loan between them.";
        document.SchemaSettings.SchemaNameGenerator = new SchemaNames();
        document.SchemaSettings.DefaultReferenceTypeNullHandling = ReferenceTypeNullHandling.NotNull;
        document.SchemaSettings.FlattenInheritanceHierarchy = true;
        document.SchemaSettings.SchemaProcessors.Add(new SchemaConventions(provider));
        document.SchemaSettings.SchemaProcessors.Add(new MergePatchSchemas());
        document.SchemaSettings.SchemaProcessors.Add(new RequestExamples());
        document.OperationProcessors.Add(new OperationConventions(provider));
        document.OperationProcessors.Add(new ProblemExamples());
        document.DocumentProcessors.Add(new TagsInOrder());
        document.OperationProcessors.Add(new AspNetCoreOperationSecurityScopeProcessor(SecurityName));
        document.AddSecurity(SecurityName, new OpenApiSecurityScheme
        {
            Type = OpenApiSecuritySchemeType.OAuth2,
            Description = "Sign in with user name and password. In a demonstration: admin1 with admin123.",
            Flows = new OpenApiOAuthFlows { Password = new OpenApiOAuthFlow { TokenUrl = "/auth/login", RefreshUrl = "/auth/refresh" } },
        });
    });

    public static void UseLmsOpenApi(this WebApplication app)
    {
        app.UseMiddleware<ServedDocument>();
        app.UseSwaggerUi(ui =>
        {
            ui.DocumentTitle = "Lms";
            ui.PersistAuthorization = true;
            ui.DocExpansion = "list";
            ui.DefaultModelsExpandDepth = 0;
            ui.OAuth2Client = new OAuth2ClientSettings { AppName = "Lms" };
            ui.CustomInlineStyles = WithoutWhatHasNoUse;
            ui.AdditionalSettings["filter"] = true;
            ui.AdditionalSettings["displayRequestDuration"] = true;
        });
    }

    /// <summary>By name, so that a new operation moves none of the others.</summary>
    internal static void PutInOrder<T>(IDictionary<string, T> named)
    {
        var ordered = named.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        named.Clear();
        foreach (var (name, value) in ordered)
            named.Add(name, value);
    }

    /// <summary>What C# calls BookResponse is a Book to everybody else; where the domain has a word of the same name, that is its record.</summary>
    private sealed class SchemaNames : DefaultSchemaNameGenerator
    {
        private static readonly HashSet<string> Answers = [.. typeof(ITagged).Assembly.GetTypes().Select(type => type.Name).Where(name => name.EndsWith("Response", StringComparison.Ordinal))];

        public override string Generate(Type type) =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(MergePatch<>) ? $"{type.GenericTypeArguments[0].Name}Patch"
            : type.Name == "ProblemResponse" ? "Problem"
            : type.Name.EndsWith("Response", StringComparison.Ordinal) ? type.Name[..^"Response".Length]
            : Answers.Contains(type.Name + "Response") ? type.Name + "Record"
            : base.Generate(type);
    }
}
