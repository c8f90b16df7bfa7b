using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lms.Application.Common;

/// <summary>Text that a person could have typed.</summary>
public static class CleanText
{
    /// <summary>
    /// Whether a text holds no control characters but tab and line ends, and no half of a surrogate pair. PostgreSQL cannot keep NUL, and
    /// UTF-8 cannot write half a pair.
    /// </summary>
    public static bool IsClean(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsControl(character) && character is not ('\t' or '\n' or '\r'))
                return false;
            if (!char.IsSurrogate(character))
                continue;
            if (!char.IsHighSurrogate(character) || index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]))
                return false;
            index++;
        }

        return true;
    }
}

/// <summary>Reads text from JSON and refuses what is not <see cref="CleanText"/>.</summary>
internal sealed class CleanTextConverter : JsonConverter<string>
{
    public const string NotUnicode = "It is not valid Unicode.";

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("It must be a text.");
        try
        {
            var text = reader.GetString()!;
            return CleanText.IsClean(text) ? text : throw new JsonException("It has control characters.");
        }
        catch (InvalidOperationException)
        {
            throw new JsonException(NotUnicode);
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
