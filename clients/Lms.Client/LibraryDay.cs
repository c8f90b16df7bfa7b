using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lms.Client;

/// <summary>A day on the library's calendar, as <c>2026-03-31</c> (ISO 8601): no time of day and no time zone.</summary>
[JsonConverter(typeof(Converter))]
public readonly struct LibraryDay : IEquatable<LibraryDay>, IComparable<LibraryDay>, IFormattable
{
    private const string Format = "yyyy-MM-dd";

    private readonly DateTime _midnight;

    /// <summary>A day of the Gregorian calendar.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to the last of the month.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public LibraryDay(int year, int month, int day) => _midnight = new DateTime(year, month, day);

    /// <summary>1 to 9999.</summary>
    public int Year => _midnight.Year;

    /// <summary>1 to 12.</summary>
    public int Month => _midnight.Month;

    /// <summary>1 to 31.</summary>
    public int Day => _midnight.Day;

    /// <summary>The day on which a moment lies, by the moment's own clock.</summary>
    public static LibraryDay Of(DateTime moment) => new(moment.Year, moment.Month, moment.Day);

    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    /// <exception cref="FormatException">It is no such day.</exception>
    public static LibraryDay Parse(string text) => Of(DateTime.ParseExact(text, Format, CultureInfo.InvariantCulture));

    /// <summary>Whether both are the same day.</summary>
    public static bool operator ==(LibraryDay one, LibraryDay other) => one.Equals(other);

    /// <summary>Whether they are different days.</summary>
    public static bool operator !=(LibraryDay one, LibraryDay other) => !one.Equals(other);

    /// <summary>Whether one lies before the other.</summary>
    public static bool operator <(LibraryDay one, LibraryDay other) => one.CompareTo(other) < 0;

    /// <summary>Whether one lies before the other or is the same.</summary>
    public static bool operator <=(LibraryDay one, LibraryDay other) => one.CompareTo(other) <= 0;

    /// <summary>Whether one lies after the other.</summary>
    public static bool operator >(LibraryDay one, LibraryDay other) => one.CompareTo(other) > 0;

    /// <summary>Whether one lies after the other or is the same.</summary>
    public static bool operator >=(LibraryDay one, LibraryDay other) => one.CompareTo(other) >= 0;

    /// <summary>The midnight with which it begins, of no time zone.</summary>
    public DateTime ToDateTime() => _midnight;

    /// <summary>The day some days later; earlier where the number is negative.</summary>
    public LibraryDay AddDays(int days) => Of(_midnight.AddDays(days));

    /// <inheritdoc/>
    public bool Equals(LibraryDay other) => _midnight == other._midnight;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LibraryDay other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _midnight.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(LibraryDay other) => _midnight.CompareTo(other._midnight);

    /// <summary>As <c>yyyy-MM-dd</c>.</summary>
    public override string ToString() => ToString(null, null);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => _midnight.ToString(format ?? Format, formatProvider ?? CultureInfo.InvariantCulture);

    private sealed class Converter : JsonConverter<LibraryDay>
    {
        public override LibraryDay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return Parse(reader.GetString()!);
            }
            catch (FormatException fault)
            {
                throw new JsonException(fault.Message, fault);
            }
        }

        public override void Write(Utf8JsonWriter writer, LibraryDay value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
