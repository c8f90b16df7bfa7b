using Lms.Application.Catalog;
using Lms.Application.Circulation;
using Lms.Application.Holds;
using Lms.Application.Jobs;
using Lms.Application.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Application.Chores;

internal static class ChoreSetup
{
    /// <summary>Adds the chores, in the order in which a round looks after them: what writes notices comes before what sends them.</summary>
    public static void AddChores(this IServiceCollection services)
    {
        services.AddScoped<IChore, LettingHoldsRunOut>();
        services.AddScoped<IChore, GivingUpLoans>();
        services.AddScoped<IChore, RenewingByItself>();
        services.AddScoped<IChore, RemindingOfDueDates>();
        services.AddScoped<IChore, RemindingOfOverdueLoans>();
        services.AddScoped<IChore, SendingNotices>();
        services.AddScoped<IChore, AnonymisingLoans>();
        services.AddScoped<IChore, AnonymisingHolds>();
        services.AddScoped<IChore, LearningSearchTerms>();
        services.AddScoped<IChore, WeighingPopularity>();
        services.AddScoped<IChore, ForgettingExpired>();
        services.AddScoped<IChore, ForgettingJobFiles>();
        services.AddScoped<IChore, ReadingOtherForms>();
        services.AddScoped<IChore, FilingBooks>();
        services.AddSingleton<ChoreRound>();
    }
}
