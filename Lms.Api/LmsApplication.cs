using Lms.Api.Catalog;
using Lms.Api.Chores;
using Lms.Api.Circulation;
using Lms.Api.Common;
using Lms.Api.Identity;
using Lms.Api.Jobs;
using Lms.Api.OpenApi;
using Lms.Api.Reports;
using Lms.Application;
using Lms.Application.Common;
using Lms.Infrastructure;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Lms.Api;

/// <summary>The web application: what it is made of, and what a request passes through.</summary>
internal static class LmsApplication
{
    /// <summary>How long a stopping process has to finish the requests that it began; whatever stops it must wait longer.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    /// <summary>How long a browser need not ask again whether a page may call; the longest that every browser grants.</summary>
    private static readonly TimeSpan PreflightsLast = TimeSpan.FromHours(2);

    private const string DefaultUrl = "http://localhost:8000";

    /// <summary>Reads the configuration as the application will: files, environment, arguments.</summary>
    public static IConfiguration Configuration(string[] args) => WebApplication.CreateBuilder(Options(args)).Configuration;

    /// <summary>Builds the application.</summary>
    /// <param name="args">The arguments, as configuration.</param>
    /// <param name="settings">Settings that count more than all other configuration.</param>
    /// <param name="adjust">Changes what it is made of; null for nothing.</param>
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?> settings, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(Options(args));
        builder.Configuration.AddInMemoryCollection(settings);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        AddServices(builder.Services, builder.Configuration);
        adjust?.Invoke(builder);

        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    private static WebApplicationOptions Options(string[] args) => new() { Args = args, ContentRootPath = AppContext.BaseDirectory };

    private static void AddServices(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddLmsApplication(configuration[$"{LmsOptions.Section}:{nameof(LmsOptions.AutoMapperLicenseKey)}"]);
        services.AddLmsInfrastructure(configuration);
        services.AddHttpContextAccessor();
        services.AddScoped<ICaller, HttpCaller>();
        services.AddSingleton<DatabaseStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseStartup>());
        services.AddHostedService<LongWorkInBackground>();
        services.AddHostedService<ChoresInBackground>();
        services.AddSingleton<WorkProgress>();
        services.AddScoped<EventStream>();

        services.AddControllers(mvc =>
            {
                mvc.Filters.Add<ArgumentFilter>();
                mvc.Filters.Add<ResourceFilter>();
                mvc.SuppressAsyncSuffixInActionNames = false;
                // Validators say what is required; saying it twice would hide what else they find.
                mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                mvc.ReturnHttpNotAcceptable = true;
                mvc.RespectBrowserAcceptHeader = true;
                mvc.OutputFormatters.Add(new ProblemPage());
                mvc.OutputFormatters.Add(new CsvReports());
                // Before JSON, which would take itself for every kind of it.
                mvc.OutputFormatters.Insert(0, new BookOutput());
                ModelMessages.Set(mvc.ModelBindingMessageProvider);
                mvc.ModelBinderProviders.Insert(0, new InstantBinder());
            })
            .AddApplicationPart(typeof(LmsApplication).Assembly)
            .ConfigureApiBehaviorOptions(api =>
            {
                api.InvalidModelStateResponseFactory = Problems.OfModelState;
                api.SuppressMapClientErrors = true;
            })
            .AddJsonOptions(json => LmsJson.Configure(json.JsonSerializerOptions));
        services.AddExceptionHandler<ProblemWriter>();
        // Nothing that is secret can be guessed from its compressed length (BREACH): no page can make a browser send somebody's token along.
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [DatabaseHealth.Tag]);

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, BearerTokens>();
        services.AddAuthorization(Access.Add);
        services.AddCors();
        services.AddLmsOpenApi();
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true, ExceptionHandler = _ => Task.CompletedTask });
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<HeadAsGet>();
        app.UseResponseCompression();
        app.UseStatusCodePages(status => ProblemWriter.WriteAsync(
            status.HttpContext, Problems.OfStatus(status.HttpContext, status.HttpContext.Response.StatusCode), status.HttpContext.RequestAborted));
        app.UseLmsOpenApi();
        app.UseRouting();
        app.UseCors(cors => cors
            .WithOrigins([.. app.Services.GetRequiredService<IOptions<LmsOptions>>().Value.CorsOrigins])
            .AllowAnyHeader().AllowAnyMethod().SetPreflightMaxAge(PreflightsLast)
            .WithExposedHeaders(
                "ETag", "Link", "Location", "Retry-After", "X-Total-Count", HttpCaller.ReplayedHeader, SignInLimit.PolicyHeader, SignInLimit.RestHeader,
                DeprecationHeaders.Deprecation, DeprecationHeaders.Sunset));
        app.UseMiddleware<DeprecationHeaders>();
        app.UseMiddleware<ReadinessGate>();
        app.UseMiddleware<SignInLimit>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapControllers();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(DatabaseHealth.Tag) }).AllowAnonymous();
    }
}
