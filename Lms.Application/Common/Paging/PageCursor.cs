using System.Buffers.Text;
using System.Text.Json;

namespace Lms.Application.Common.Paging;

/// <summary>Where a page begins: the sort keys of the last item before it. Opaque to clients.</summary>
internal sealed record PageCursor(string Order, JsonElement[] Keys)
{
    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, LmsJson.Options));

    /// <exception cref="InvalidMemberException">The text is no cursor, or one of another list or order.</exception>
    public static PageCursor Read(string text, string order)
    {
        try
        {
            var cursor = JsonSerializer.Deserialize<PageCursor>(Base64Url.DecodeFromChars(text), LmsJson.Options);
            if (cursor is { Keys: not null } && cursor.Order == order)
                return cursor;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or ArgumentException)
        {
            // Falls through to the refusal below: whatever is wrong with it, the advice is the same.
        }

        throw Unusable();
    }

    public static InvalidMemberException Unusable() =>
        new("cursor", "This cursor does not belong to this list. Take it from the Link header of the previous page, with the same sort.");
}
