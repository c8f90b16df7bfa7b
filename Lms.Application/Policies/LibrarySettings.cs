using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Policies;

/// <summary>What holds for the whole library.</summary>
public sealed record SettingsResponse : Settings, ITagged
{
    internal SettingsResponse(LibrarySettings settings) : base(settings.Values) => Version = settings.Version;

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Shows the library's settings.</summary>
public sealed record GetSettings : IRequest<SettingsResponse>;

/// <summary>Changes some of the library's settings.</summary>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeSettings(MergePatch<Settings> Changes, IReadOnlyList<string>? IfMatch) : ICommand<SettingsResponse>;

internal sealed class SettingsValidator : AbstractValidator<Settings>
{
    public SettingsValidator()
    {
        RuleFor(settings => settings.Currency).Matches("^[A-Z]{3}$").WithMessage("It must be an ISO 4217 code such as EUR.");
        RuleFor(settings => settings.TimeZone).Must(name => name.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
            .WithMessage("It must be the IANA name of a time zone, such as Europe/London.");
        RuleFor(settings => settings.RenewNoSoonerThanDays).InclusiveBetween(0, Settings.MaxDays);
        RuleFor(settings => settings.MaxLoansTotal).InclusiveBetween(0, RuleValues.MaxCount);
        RuleFor(settings => settings.DebtLimit).Money();
        RuleFor(settings => settings.OverdueLimit).InclusiveBetween(0, RuleValues.MaxCount);
        RuleFor(settings => settings.ClaimsLimit).InclusiveBetween(0, RuleValues.MaxCount);
        RuleFor(settings => settings.RecallDays).InclusiveBetween(0, Settings.MaxDays);
        RuleFor(settings => settings.LostAfterDays).InclusiveBetween(1, Settings.MaxDays);
        RuleFor(settings => settings.LostRefundDays).InclusiveBetween(0, Settings.MaxDays);
        RuleFor(settings => (decimal?)settings.DefaultPrice).Money().OverridePropertyName("defaultPrice");
        RuleFor(settings => settings.AnonymiseAfterDays).InclusiveBetween(0, Settings.MaxDays);
        RuleFor(settings => settings.UndoMinutes).InclusiveBetween(0, 7 * 24 * 60);
        RuleFor(settings => settings.DueSoonDays).InclusiveBetween(1, Settings.MaxDays);
        RuleFor(settings => settings.OverdueNoticeDays).InclusiveBetween(0, Settings.MaxDays);
    }
}

internal sealed class SettingsHandler(ILmsDbContext db, IValidator<Settings> validator) : IRequestHandler<GetSettings, SettingsResponse>, IRequestHandler<ChangeSettings, SettingsResponse>
{
    public async Task<SettingsResponse> Handle(GetSettings query, CancellationToken cancellationToken) =>
        new(await db.Settings.AsNoTracking().SingleAsync(cancellationToken));

    public async Task<SettingsResponse> Handle(ChangeSettings command, CancellationToken cancellationToken)
    {
        var settings = await db.Settings.SingleAsync(cancellationToken);
        settings.MustMatch(command.IfMatch);
        var values = command.Changes.ApplyTo(settings.Values);
        validator.ValidateAndThrow(values);
        settings.Say(values);
        await db.SaveChangesAsync(cancellationToken);
        return new SettingsResponse(settings);
    }
}
