using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lms.Application.Common;

/// <summary>An instant, as ISO 8601 in UTC with <c>Z</c>. Read with any offset, but never without one.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return Instant.TryParse(text, out var instant)
            ? instant
            : throw new JsonException("It must be an instant such as 2026-03-31T17:00:00Z.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Instant.Write(value));
}

/// <summary>Instants as text (ISO 8601, RFC 3339).</summary>
public static class Instant
{
    /// <summary>Reads an instant that says its offset from UTC.</summary>
    /// <returns>False where it is none, or lies outside the years 1 to 9999.</returns>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || text.Length is < 17 or > 40 || text[10] is not ('T' or 't'))
            return false;
        var tail = text.AsSpan(11);
        if (!tail.EndsWith("Z", StringComparison.OrdinalIgnoreCase) && tail.IndexOfAny('+', '-') < 0)
            return false;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            return false;
        instant = read.ToUniversalTime();
        return true;
    }

    /// <summary>Writes an instant in UTC; fractions of a second only where there are any, to the microsecond that the database keeps.</summary>
    public static string Write(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
