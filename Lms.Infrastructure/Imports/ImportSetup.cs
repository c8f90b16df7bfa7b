using Lms.Application.Imports;
using Lms.Infrastructure.Catalog.Marc;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Infrastructure.Imports;

internal static class ImportSetup
{
    public static void AddImports(this IServiceCollection services)
    {
        services.AddScoped<ImportFiles>();
        services.AddScoped<IImportFiles>(provider => provider.GetRequiredService<ImportFiles>());
        services.AddSingleton<IRecordReader, MarcRecordReader>();
        services.AddSingleton<IRecordReader, MarcXmlRecordReader>();
        services.AddScoped<CatalogueFactsQuery>();
        services.AddScoped<IImportUndo, ImportUndo>();
        services.AddScoped<IntakeWriter>();
        services.AddSingleton<ImportBell>();
        services.AddSingleton<IImportBell>(provider => provider.GetRequiredService<ImportBell>());
        services.AddSingleton<ImportBatch>();
        services.AddSingleton<ImportRun>();
        services.AddSingleton<IImportWorker, ImportWorker>();
    }
}
