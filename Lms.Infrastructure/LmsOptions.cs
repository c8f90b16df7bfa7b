using Microsoft.Extensions.Options;

namespace Lms.Infrastructure;

/// <summary>The settings of an installation, section <c>Lms</c> (environment: <c>Lms__Demo</c> and so on).</summary>
public sealed class LmsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Lms";

    /// <summary>The password that the documentation publishes; good in a demonstration alone.</summary>
    public const string PublishedPassword = "admin123";

    /// <summary>
    /// Whether this is a demonstration: a fresh database is filled with a small library and accounts whose passwords everybody knows.
    /// </summary>
    public bool Demo { get; set; }

    /// <summary>The first administrator's user name, for a database that has none.</summary>
    public string? AdminUsername { get; set => field = value is "" ? null : value; }

    /// <summary>The first administrator's password, at least 8 characters.</summary>
    public string? AdminPassword { get; set => field = value is "" ? null : value; }

    /// <summary>AutoMapper's licence key; null where the community licence's terms are met or for evaluation.</summary>
    public string? AutoMapperLicenseKey { get; set => field = value is "" ? null : value; }

    /// <summary>For how long to wait for the database at start.</summary>
    public TimeSpan WaitForDatabase { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many sign-in requests one address may make in a minute.</summary>
    public int SignInsPerMinute { get; set; } = 120;

    /// <summary>The largest file that may be imported, in bytes; 4 GiB unless set.</summary>
    public long MaxImportBytes { get; set; } = 4L << 30;

    /// <summary>How long a file that was exported in the background is kept; seven days unless set.</summary>
    public TimeSpan KeepExportsFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long this process waits between two rounds of what the library does by itself; zero for leaving that to other processes.</summary>
    public TimeSpan ChoresEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The web pages that may call the API from a browser (CORS), as origins; none where it is empty.</summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];
}

/// <summary>Refuses settings that cannot work, at start rather than at the first request that needs them.</summary>
internal sealed class LmsOptionsValidator : IValidateOptions<LmsOptions>
{
    public ValidateOptionsResult Validate(string? name, LmsOptions options) => Faults(options).ToList() is { Count: > 0 } faults
        ? ValidateOptionsResult.Fail(faults)
        : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(LmsOptions options)
    {
        if ((options.AdminUsername is null) != (options.AdminPassword is null))
            yield return "Set both Lms__AdminUsername and Lms__AdminPassword, or neither.";
        if (options.AdminPassword is { Length: < 8 })
            yield return "Lms__AdminPassword must have at least 8 characters.";
        if (!options.Demo && options.AdminPassword == LmsOptions.PublishedPassword)
            yield return "Lms__AdminPassword is the published one; choose another, or set Lms__Demo=true for a demonstration.";
        if (options.WaitForDatabase < TimeSpan.Zero)
            yield return "Lms__WaitForDatabase must not be negative.";
        if (options.SignInsPerMinute < 1)
            yield return "Lms__SignInsPerMinute must be at least 1.";
        if (options.ChoresEvery != TimeSpan.Zero && (options.ChoresEvery < TimeSpan.FromSeconds(1) || options.ChoresEvery > TimeSpan.FromDays(1)))
            yield return "Lms__ChoresEvery must be from one second (00:00:01) to one day (1.00:00:00), or zero for never.";
        if (options.KeepExportsFor < TimeSpan.FromMinutes(1) || options.KeepExportsFor > TimeSpan.FromDays(365))
            yield return "Lms__KeepExportsFor must be from one minute (00:01:00) to a year (365.00:00:00).";
        if (options.MaxImportBytes < 1)
            yield return "Lms__MaxImportBytes must be at least 1.";
    }
}
