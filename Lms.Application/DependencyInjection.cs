using System.Reflection;
using FluentValidation;
using Lms.Application.Accounts;
using Lms.Application.Branches;
using Lms.Application.Catalog;
using Lms.Application.Chores;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Application.Identity;
using Lms.Application.Imports;
using Lms.Application.Jobs;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lms.Application;

/// <summary>Puts the use cases into the container.</summary>
public static class DependencyInjection
{
    /// <summary>Adds every handler, validator and mapping of this layer, and what each request passes through.</summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="autoMapperLicenseKey">AutoMapper's licence key; null runs it unlicensed, which it says in the log.</param>
    public static IServiceCollection AddLmsApplication(this IServiceCollection services, string? autoMapperLicenseKey)
    {
        var assembly = Assembly.GetExecutingAssembly();
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        foreach (var handler in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var contract in handler.GetInterfaces().Where(IsRequestHandler))
                services.AddScoped(contract, handler);
        }

        foreach (var validator in AssemblyScanner.FindValidatorsInAssembly(assembly, includeInternalTypes: true))
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);

        // What a request passes through, from the outside in.
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LoggingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(BatchBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(JobBell<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>));

        services.AddAutoMapper(mapping => mapping.LicenseKey = autoMapperLicenseKey, assembly);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IRecordReader, CsvRecordReader>();
        services.AddSingleton<RecordCheck>();
        services.AddScoped<Sessions>();
        services.AddScoped<AccountBook>().AddScoped<LostCopies>().AddScoped<CopyRouting>().AddScoped<CalendarChange>();
        services.AddScoped<HoldsInHand>().AddScoped<HoldResponses>().AddScoped<HoldEnding>().AddScoped<LoanRecall>();
        services.AddScoped<Mistakes>().AddScoped<MoneyTakenBack>().AddScoped<Parts>().AddScoped<Related>();
        services.AddSingleton<DecoyPassword>();
        services.AddScoped<BookMerging>().AddScoped<BookRestoring>().AddScoped<ChosenBooks>().AddScoped<ChosenGroups>().AddScoped<ChosenCopies>().AddScoped<CopyMarking>();
        services.AddScoped<IJobWork, ExportWork>().AddScoped<IJobWork, BookEditWork>().AddScoped<IJobWork, EditUndoWork>().AddScoped<IJobWork, BookMergeWork>().AddScoped<IJobWork, ImportUndoWork>();
        services.AddScoped<IJobWork, CopyEditWork>().AddScoped<IJobWork, CopyEditUndoWork>();
        services.AddScoped<JobsAtHand>().AddSingleton<JobRun>();
        services.AddChores();
        return services;
    }

    private static bool IsRequestHandler(Type contract) =>
        contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);
}
