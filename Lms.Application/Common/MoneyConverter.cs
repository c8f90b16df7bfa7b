using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lms.Application.Common;

/// <summary>Money, as a JSON number with two digits.</summary>
internal sealed class MoneyConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var amount)
            ? amount
            : throw new JsonException("It must be an amount such as 12.50.");

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString("0.00", CultureInfo.InvariantCulture));
}
