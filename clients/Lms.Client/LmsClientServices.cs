using System;
using System.Net.Http;
using Lms.Client;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The library's client among the services of a program.</summary>
public static class LmsClientServices
{
    private const string Name = "Lms";

    /// <summary>Adds <see cref="LmsClient"/>, with one session for the whole program.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Says where the library is and who signs in.</param>
    /// <returns>The builder of its <see cref="HttpClient"/>, for whoever wants to add handlers.</returns>
    /// <exception cref="ArgumentException">No address was said.</exception>
    public static IHttpClientBuilder AddLmsClient(this IServiceCollection services, Action<LmsClientOptions> configure)
    {
        if (configure is null)
            throw new ArgumentNullException(nameof(configure));
        var options = new LmsClientOptions();
        configure(options);
        if (options.Address is null)
            throw new ArgumentException("Say where the library is: set Address.", nameof(configure));

        var session = new LmsSession();
        services.AddTransient(provider => new LmsClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient(Name), session, ownsHttp: false));
        return services.AddHttpClient(Name, http => http.BaseAddress = LmsClient.Folder(options.Address))
            .AddHttpMessageHandler(() => new AnswerHandler())
            .AddHttpMessageHandler(() => new RetryHandler(options))
            .AddHttpMessageHandler(() => new SessionHandler(session, options));
    }
}
