using Lms.Application.Imports;
using Lms.Domain.Imports;
using Lms.Infrastructure.Catalog.Marc;
using Lms.Infrastructure.Jobs;
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
        services.AddSingleton<ImportBatch>();
        services.AddLongWork<Import, ImportRun>();
    }
}
