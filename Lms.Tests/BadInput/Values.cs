namespace Lms.Tests.BadInput;

/// <summary>Values that nobody can mean.</summary>
internal static class Values
{
    private static readonly string Endless = new('x', 1_000_000);

    /// <summary>Ids that no library gives.</summary>
    public static readonly string[] Ids = ["0", "-1", "9223372036854775808", "1e3", "abc", "1.0", "%20", "+1x", "99999999999999999999999999"];

    private static readonly string[] Texts = ["\"\\u0000\"", "\"a\\u0001b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", $"\"{Endless}\"", "5", "true", "{}", "[\"a\"]"];
    private static readonly string[] Integers = ["-2147483649", "2147483648", "9223372036854775808", "1e400", "1.5", "\"1\"", "\"abc\"", "true", "[1]", "{}"];
    private static readonly string[] Amounts = ["1.005", "-1", "-0.01", "1e400", "1e30", "\"1\"", "true", "[1]"];
    private static readonly string[] Days = ["\"2026-02-30\"", "\"0000-01-01\"", "\"10000-01-01\"", "\"2026-13-01\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"yesterday\"", "\"2026-01-01T00:00:00Z\"", "\"\"", "20260101"];
    private static readonly string[] Instants = ["\"2026-02-30T00:00:00Z\"", "\"0000-01-01T00:00:00Z\"", "\"10000-01-01T00:00:00Z\"", "\"2026-01-01T00:00:00\"", "\"2026-01-01\"", "\"2026-01-01T25:00:00Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"\"", "1767225600"];
    private static readonly string[] Words = ["\"nonsense\"", "\"\"", "0", "\"0\"", "true", "[]"];
    private static readonly string[] Truths = ["\"true\"", "1", "\"maybe\"", "[]"];
    private static readonly string[] Lists = ["\"x\"", "5", "{}", $"[{string.Join(',', Enumerable.Repeat("\"a\"", 6000))}]", "[null]", "[[]]", "[5]"];

    private static readonly string[] Numbers = ["\"x\"", "5", "{}", $"[{string.Join(',', Enumerable.Range(1, 6000))}]", "[null]", "[[]]", "[\"5\"]", "[1.5]", "[9223372036854775808]", "[0]", "[-1]", "[7,7]"];

    /// <summary>JSON values that a member of this kind cannot have.</summary>
    public static IEnumerable<string> Json(string kind) => kind switch
    {
        "string" => Texts,
        "string/email" => [.. Texts, "\"nobody\"", "\"@\""],
        "integer/int32" or "integer/int64" => Integers,
        "number/decimal" => Amounts,
        "string/date" => Days,
        "string/date-time" => Instants,
        "enum" => Words,
        "boolean" => Truths,
        "array" => Lists,
        "array/integer/int32" or "array/integer/int64" => Numbers,
        "object" => ["\"x\"", "5", "[]"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Say what such a member cannot be."),
    };

    /// <summary>Texts that a parameter of this kind cannot have, escaped as in a query.</summary>
    public static IEnumerable<string> Text(string kind) => kind switch
    {
        "string" => ["%00", "a%01b", "%FF", "%ED%A0%80"],
        "integer/int32" => ["2147483648", "1e3", "abc", "1.5", "%00", "99999999999999999999999"],
        "string/date" => ["2026-02-30", "0000-01-01", "10000-01-01", "0001-01-01", "9999-12-31", "yesterday", "%00", "1e400"],
        "string/date-time" => ["2026-02-30T00:00:00Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "yesterday", "%00", "1e400"],
        "enum" => ["nonsense", "0", "-1", "99", "%00"],
        "boolean" => ["maybe", "1", "%00"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Say what such a parameter cannot be."),
    };
}
