using System.Text.Json;
using Lms.Domain.Accounts;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Identity;
using Lms.Domain.Imports;
using Lms.Domain.Jobs;
using Lms.Domain.Notices;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Lms.Infrastructure.Persistence;

/// <summary>Enumerations in the database: the same camelCase words as in the API, and the database takes no others.</summary>
internal static class EnumWords
{
    public const int MaxLength = 32;

    public static void Convert(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<CopyStatus>().HaveConversion<EnumWord<CopyStatus>>();
        configuration.Properties<LoanStatus>().HaveConversion<EnumWord<LoanStatus>>();
        configuration.Properties<TransactionType>().HaveConversion<EnumWord<TransactionType>>();
        configuration.Properties<LoanUnit>().HaveConversion<EnumWord<LoanUnit>>();
        configuration.Properties<FineUnit>().HaveConversion<EnumWord<FineUnit>>();
        configuration.Properties<HoldStatus>().HaveConversion<EnumWord<HoldStatus>>();
        configuration.Properties<EntryType>().HaveConversion<EnumWord<EntryType>>();
        configuration.Properties<ChargeReason>().HaveConversion<EnumWord<ChargeReason>>();
        configuration.Properties<NoticeType>().HaveConversion<EnumWord<NoticeType>>();
        configuration.Properties<NoticeStatus>().HaveConversion<EnumWord<NoticeStatus>>();
        configuration.Properties<Role>().HaveConversion<EnumWord<Role>>();
        configuration.Properties<WorkStatus>().HaveConversion<EnumWord<WorkStatus>>();
        configuration.Properties<JobKind>().HaveConversion<EnumWord<JobKind>>();
        configuration.Properties<ImportMode>().HaveConversion<EnumWord<ImportMode>>();
        configuration.Properties<ImportErrorKind>().HaveConversion<EnumWord<ImportErrorKind>>();
    }

    public static void CheckIn(ModelBuilder builder, IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties().Concat(entity.GetComplexProperties().SelectMany(part => part.ComplexType.GetProperties())).Where(property => EnumOf(property) is not null))
        {
            var words = string.Join(", ", Enum.GetNames(EnumOf(property)!).Select(name => $"'{JsonNamingPolicy.CamelCase.ConvertName(name)}'"));
            var column = property.GetColumnName();
            builder.Entity(entity.ClrType).ToTable(table => table.HasCheckConstraint($"ck_{entity.GetTableName()}_{column}", $"{column} IN ({words})"));
        }
    }

    private static Type? EnumOf(IMutableProperty property) =>
        (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is { IsEnum: true } type ? type : null;
}

internal sealed class EnumWord<T>() : ValueConverter<T, string>(value => WordOf(value), word => ValueOf(word))
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Words = Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    private static readonly Dictionary<string, T> Values = Words.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string WordOf(T value) => Words[value];

    private static T ValueOf(string word) => Values[word];
}
