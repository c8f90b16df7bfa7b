using System.Text.Json;
using Lms.Application.Common;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Persistence;

/// <summary>Values that are read and written whole, kept as <c>jsonb</c>.</summary>
internal static class JsonColumn
{
    /// <summary>What is kept as JSON is a value; EF Core would take it for something with a table of its own.</summary>
    public static void KeepFromBecomingEntities(ModelBuilder builder) =>
        builder.Ignore<OpeningPeriod>().Ignore<PatronBlock>().Ignore<LoanTrace>().Ignore<DueDateStep>().Ignore<Before>().Ignore<HoldBefore>().Ignore<TransferBefore>().Ignore<Settings>().Ignore<OtherTitle>();

    /// <summary>Keeps a property as JSON. Its value must be immutable: a change is a new value.</summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property)
        where T : class? => property
        .HasColumnType("jsonb")
        .HasConversion(
            value => JsonSerializer.Serialize(value, LmsJson.Options),
            json => JsonSerializer.Deserialize<T>(json, LmsJson.Options)!,
            new ValueComparer<T>((one, other) => ReferenceEquals(one, other), value => value == null ? 0 : value.GetHashCode(), value => value));
}
