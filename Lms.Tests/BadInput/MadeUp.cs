using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lms.Tests.BadInput;

/// <summary>Makes up values that a schema of the OpenAPI document allows, and values that it does not.</summary>
internal sealed partial class MadeUp(JsonElement schemas, Random chance)
{
    private const int LongestText = 60;
    private const int MostItems = 4;
    private const int Deepest = 6;
    private const string Signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789 .,-_'\"&%/\\<>()?*:;éßøŁ中文あ한עἀ😀";

    private static readonly Dictionary<string, string[]> Fitting = new()
    {
        ["^[A-Za-z0-9._-]*$"] = ["A-1", "b.2_c", "20000000000030"],
        [@"^\S*$"] = ["C-1", "éß", "30000000000018"],
        ["^([01][0-9]|2[0-3]):[0-5][0-9]$"] = ["00:00", "09:30", "23:59"],
        ["^[A-Za-z]{2,3}$"] = ["en", "ger", "FR"],
        ["^[A-Za-z0-9._@+-]*$"] = ["mary", "mary@shelley.example", "m+s"],
        ["^[A-Z]{3}$"] = ["EUR", "XYZ"],
        ["^[a-z0-9-]*$"] = ["a-1", "dvd"],
        ["^[a-z0-9]+(-[a-z0-9]+)*$"] = ["a-1", "unpaid"],
    };

    /// <summary>Something that the schema allows.</summary>
    public JsonNode? Allowed(JsonElement schema, int depth = 0)
    {
        if (schema.TryGetProperty("nullable", out _) && chance.Next(8) == 0)
            return null;
        var whole = Resolve(schema);
        if (whole.TryGetProperty("enum", out var words))
            return words[chance.Next(words.GetArrayLength())].GetString();
        return TypeOf(whole) switch
        {
            "boolean" => chance.Next(2) == 0,
            "integer" => Whole(whole),
            "number" => Math.Round((decimal)chance.NextDouble() * (Bound(whole, "maximum", 1000) - Bound(whole, "minimum", 0)) + Bound(whole, "minimum", 0), 2),
            "array" => Items(whole, depth),
            "object" or "" => Members(whole, depth),
            _ => Text(whole),
        };
    }

    /// <summary>What is like <paramref name="allowed"/> but for one thing that the schema does not allow; null where the schema allows whatever there is.</summary>
    public JsonNode? Forbidden(JsonElement schema, JsonNode? allowed)
    {
        var whole = Resolve(schema);
        if (allowed is not JsonObject members || !whole.TryGetProperty("properties", out var described))
            return OtherKind(whole);

        var changed = members.DeepClone().AsObject();
        var required = whole.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToList() : [];
        switch (chance.Next(4))
        {
            case 0 when required.Count > 0:
                changed.Remove(required[chance.Next(required.Count)]);
                return changed;
            case 1:
                changed["colour"] = "red";
                return changed;
        }

        foreach (var (name, member) in described.EnumerateObject().OrderBy(_ => chance.Next()).Select(member => (member.Name, member.Value)))
        {
            if (OutOfBounds(Resolve(member)) is not { } value)
                continue;
            changed[name] = value;
            return changed;
        }

        return null;
    }

    /// <summary>A value beyond the bounds of a schema or of another kind than it says.</summary>
    public JsonNode? OutOfBounds(JsonElement schema)
    {
        var whole = Resolve(schema);
        return chance.Next(3) switch
        {
            0 when whole.TryGetProperty("maximum", out var most) => most.GetDecimal() + 1,
            0 when whole.TryGetProperty("maxLength", out var length) => new string('x', length.GetInt32() + 1),
            0 when whole.TryGetProperty("maxItems", out var items) && whole.TryGetProperty("items", out var item) => new JsonArray([.. Enumerable.Range(0, items.GetInt32() + 1).Select(_ => Allowed(item))]),
            1 when whole.TryGetProperty("minimum", out var least) => least.GetDecimal() - 1,
            1 when whole.TryGetProperty("minLength", out _) => "",
            1 when whole.TryGetProperty("minItems", out _) => new JsonArray(),
            _ => OtherKind(whole),
        };
    }

    public static string TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type) ? type.GetString()! : "";

    private JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("allOf", out var parts) ? Resolve(parts[0])
        : schema.TryGetProperty("$ref", out var reference) ? schemas.GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;

    private static JsonNode? OtherKind(JsonElement whole) => TypeOf(whole) switch
    {
        "string" when whole.TryGetProperty("enum", out _) => "colourful",
        "string" when whole.TryGetProperty("format", out var format) => format.GetString() is "binary" ? null : "the day before yesterday",
        "string" => new JsonArray(1),
        "boolean" => "perhaps",
        "array" => new JsonObject { ["colour"] = "red" },
        "integer" => 1.5m,
        "number" => "much",
        _ => new JsonArray(1),
    };

    private JsonNode Whole(JsonElement schema)
    {
        var (least, most) = ((long)Bound(schema, "minimum", -5), (long)Bound(schema, "maximum", schema.TryGetProperty("minimum", out var minimum) ? (long)minimum.GetDecimal() + 50 : 50));
        return chance.Next(6) switch
        {
            0 => least,
            1 => most,
            _ => chance.NextInt64(least, Math.Min(most, least + 1000) + 1),
        };
    }

    private JsonArray Items(JsonElement schema, int depth)
    {
        var least = schema.TryGetProperty("minItems", out var minimum) ? minimum.GetInt32() : 0;
        var most = Math.Max(least, Math.Min(MostItems, schema.TryGetProperty("maxItems", out var maximum) ? maximum.GetInt32() : MostItems));
        var items = Enumerable.Range(0, depth > Deepest ? least : chance.Next(least, most + 1)).Select(_ => Allowed(schema.GetProperty("items"), depth + 1));
        return new JsonArray([.. schema.TryGetProperty("uniqueItems", out _) ? items.DistinctBy(item => item?.ToJsonString()) : items]);
    }

    private JsonObject Members(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        foreach (var member in schema.TryGetProperty("properties", out var members) ? members.EnumerateObject().ToList() : [])
        {
            if (required.Contains(member.Name) || (depth < Deepest && chance.Next(2) == 0))
                made[member.Name] = Allowed(member.Value, depth + 1);
        }

        return made;
    }

    private string Text(JsonElement schema)
    {
        var (least, most) = ((int)Bound(schema, "minLength", 0), (int)Math.Min(LongestText, Bound(schema, "maxLength", LongestText)));
        if (schema.TryGetProperty("format", out var format))
            return Formatted(format.GetString()!);
        var pattern = schema.TryGetProperty("pattern", out var stated) ? stated.GetString()! : "";
        if (NamesOf().Match(pattern) is { Success: true } names)
            return string.Join(',', names.Groups[2].Value.Split('|').OrderBy(_ => chance.Next()).Take(chance.Next(1, 3)).Select(name => names.Groups[1].Length > 0 && chance.Next(2) == 0 ? "-" + name : name));
        if (pattern is not ("" or @"\S"))
            return Fitting.TryGetValue(pattern, out var fitting) ? fitting[chance.Next(fitting.Length)] : throw new InvalidOperationException($"Say what fits {pattern}.");
        var runes = Signs.EnumerateRunes().ToArray();
        var text = "";
        while (text.Length < chance.Next(least, most + 1) || (pattern == @"\S" && string.IsNullOrWhiteSpace(text)))
            text += runes[chance.Next(runes.Length)];
        return text.Length > most ? "x" : text;
    }

    private string Formatted(string format)
    {
        var moment = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(chance.Next(-5_000_000, 5_000_000));
        return format switch
        {
            "date" => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "date-time" => moment.ToOffset(TimeSpan.FromHours(chance.Next(-12, 15))).ToString(chance.Next(2) == 0 ? "O" : "yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture),
            "email" => $"reader{chance.Next(1000)}@library.example",
            _ => throw new InvalidOperationException($"Say what is of the format {format}."),
        };
    }

    [GeneratedRegex(@"^\^(?:\(\w+\|)?(-\?)?\(([\w|]+)\)\(,")]
    private static partial Regex NamesOf();

    private static decimal Bound(JsonElement schema, string name, decimal otherwise) => schema.TryGetProperty(name, out var bound) ? bound.GetDecimal() : otherwise;
}
