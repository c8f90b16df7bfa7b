using Lms.Application.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Infrastructure.Imports;

internal static class ImportSetup
{
    public static void AddImports(this IServiceCollection services)
    {
        services.AddScoped<ImportFiles>();
        services.AddScoped<IImportFiles>(provider => provider.GetRequiredService<ImportFiles>());
        services.AddScoped<CatalogueFactsQuery>();
        services.AddScoped<IntakeWriter>();
        services.AddSingleton<ImportBell>();
        services.AddSingleton<IImportBell>(provider => provider.GetRequiredService<ImportBell>());
        services.AddSingleton<ImportBatch>();
        services.AddSingleton<ImportRun>();
        services.AddSingleton<IImportWorker, ImportWorker>();
    }
}
