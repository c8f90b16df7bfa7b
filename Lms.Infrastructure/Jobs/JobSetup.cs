using Lms.Application.Catalog;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Infrastructure.Jobs;

internal static class JobSetup
{
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddScoped<IJobFiles, JobFiles>();
        services.AddScoped<IEarlierChanges, EarlierChanges>();
        services.AddLongWork<Job, JobWorkshop>();
    }

    /// <summary>Adds a worker for one sort of long work, the bell that wakes it, and where it works.</summary>
    public static void AddLongWork<TWork, TWorkshop>(this IServiceCollection services)
        where TWork : LongWork
        where TWorkshop : class, IWorkshop<TWork>
    {
        services.AddSingleton<Bell<TWork>>();
        services.AddSingleton<IBell<TWork>>(provider => provider.GetRequiredService<Bell<TWork>>());
        services.AddSingleton<IWorkshop<TWork>, TWorkshop>();
        services.AddSingleton<ILongWorker<TWork>, LongWorker<TWork>>();
        services.AddSingleton<ILongWorker>(provider => provider.GetRequiredService<ILongWorker<TWork>>());
    }
}
