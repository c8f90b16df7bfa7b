using Lms.Application.Accounts;
using Lms.Application.Catalog;
using Lms.Application.Chores;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Application.Identity;
using Lms.Application.Notices;
using Lms.Application.Policies;
using Lms.Infrastructure.Accounts;
using Lms.Infrastructure.Catalog;
using Lms.Infrastructure.Chores;
using Lms.Infrastructure.Circulation;
using Lms.Infrastructure.Common;
using Lms.Infrastructure.Demo;
using Lms.Infrastructure.Holds;
using Lms.Infrastructure.Identity;
using Lms.Infrastructure.Imports;
using Lms.Infrastructure.Jobs;
using Lms.Infrastructure.Notices;
using Lms.Infrastructure.Persistence;
using Lms.Infrastructure.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Lms.Infrastructure;

/// <summary>Puts what the use cases need of the world into the container.</summary>
public static class DependencyInjection
{
    /// <summary>The connection string's name in the configuration.</summary>
    public const string ConnectionName = "Lms";

    /// <summary>Adds the database, Identity, mail and background work.</summary>
    public static IServiceCollection AddLmsInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LmsOptions>().Bind(configuration.GetSection(LmsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LmsOptions>, LmsOptionsValidator>();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();

        services.AddSingleton(_ => DataSource(configuration));
        services.AddDbContextPool<LmsDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention()
            // Whoever catches the exception knows whether it is an error, a conflict, or a database that is away, and says so.
            .ConfigureWarnings(events => events
                .Ignore(CoreEventId.QueryIterationFailed, CoreEventId.SaveChangesFailed, RelationalEventId.ConnectionError, RelationalEventId.TransactionError)
                // A migration that takes pieces of its own goes on where it was interrupted.
                .Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning))
            .AddInterceptors(new LockingInterceptor(), new LostConnectionInterceptor()));
        services.AddScoped<ILmsDbContext>(provider => provider.GetRequiredService<LmsDbContext>());

        services.AddIdentityCore<User>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
        }).AddEntityFrameworkStores<LmsDbContext>();
        services.AddMemoryCache();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<ITokenIssuer, TokenIssuer>();

        services.AddScoped<IBookLookup, BookLookup>().AddScoped<ICatalogueFiles, CatalogueFiles>();
        services.AddScoped<IRunningNumbers, RunningNumbers>();
        services.AddScoped<IBookSearch, BookSearch>().AddScoped<SpellingCorrection>().AddScoped<ISearchTerms, SearchTerms>().AddScoped<IPopularity, Popularity>().AddScoped<IUnreadForms, UnreadForms>().AddScoped<IBookRecords, BookRecords>();
        services.AddScoped<ICheckoutFacts, CheckoutFactsQuery>().AddScoped<IRenewalFacts, RenewalFactsQuery>().AddScoped<IReturnFacts, ReturnFactsQuery>();
        services.AddScoped<IRunningFines, RunningFinesQuery>().AddScoped<Debts>();
        services.AddScoped<IHoldFacts, HoldFactsQuery>();
        services.AddSingleton<ILibraryPolicies, RememberedPolicies>();
        services.AddSingleton<ILedgerTail, LedgerTail>();
        services.AddScoped<IKeyLock, KeyLock>().AddScoped<IFreeRows, FreeRows>().AddScoped<IAnswersAbout, AnswersAbout>();
        services.AddScoped<ITextMatch, TextMatch>();
        services.AddImports();
        services.AddJobs();
        services.AddSingleton<IChoreWorker, ChoreWorker>();
        services.AddSingleton<IMailTransport, MailTransport>();

        services.AddScoped<Registration>().AddScoped<Essentials>().AddScoped<FirstAdministrator>().AddScoped<DemonstrationLibrary>().AddScoped<DatabaseSetup>();
        return services;
    }

    private static NpgsqlDataSource DataSource(IConfiguration configuration)
    {
        var connection = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(ConnectionName))
        {
            ApplicationName = "lms",
            MaxAutoPrepare = 100,
        };
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }
}
