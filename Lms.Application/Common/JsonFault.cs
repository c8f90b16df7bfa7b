using System.Text.Json;

namespace Lms.Application.Common;

/// <summary>What is wrong with a JSON text, in words for whoever wrote it.</summary>
public static class JsonFault
{
    /// <summary>The member that is wrong, as a path such as <c>contributors[0].name</c>; empty where it is the whole text.</summary>
    public static string Member(JsonException exception) => exception.Path is { } path ? path.TrimStart('$').TrimStart('.') : "";

    /// <summary>What is wrong. Names no type of this program: they mean nothing to a client.</summary>
    public static string Describe(JsonException exception) => exception.Message switch
    {
        var message when message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) => "There is no such member.",
        var message when message.Contains("Duplicate property", StringComparison.Ordinal) => "The member stands twice.",
        var message when message.Contains("doesn't allow setting null", StringComparison.Ordinal) || message.Contains("null values", StringComparison.Ordinal) => "It must not be null.",
        var message when message.Contains("could not be converted", StringComparison.Ordinal) => "It has a value of the wrong type or out of range.",
        var message when message.Contains("maximum configured depth", StringComparison.Ordinal) => "It is nested too deep.",
        var message when message.StartsWith("It ", StringComparison.Ordinal) => message.Split(" Path:")[0],
        _ => "This is not valid JSON.",
    };
}
