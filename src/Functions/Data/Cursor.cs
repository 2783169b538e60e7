using System.Buffers.Text;
using System.Text;

namespace Lectern.Functions.Data;

/// <summary>
/// The place of a page's last row in the order of its list. It is opaque to callers, but not secret and not signed:
/// filters and the caller's role still apply.
/// </summary>
/// <param name="Sort">The order that the place belongs to, as in <c>sort=</c>.</param>
public sealed record Cursor(string Sort, object Value, Guid Id)
{
    /// <summary>Our cursors are shorter: their longest part is a name of 200 characters.</summary>
    private const int MaxLength = 4096;

    public string Encode() =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<object[]>([Sort, Value, Id], LecternJson.Options));

    /// <exception cref="ProblemException">400 invalid-cursor.</exception>
    public static Cursor Decode(string text, string sort, Type valueType)
    {
        try
        {
            if (text.Length is > 0 and <= MaxLength)
            {
                using var parts = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
                var root = parts.RootElement;
                if (root.GetArrayLength() == 3 && root[0].GetString() == sort
                    && root[1].Deserialize(valueType, LecternJson.Options) is { } value)
                {
                    return new(sort, value is DateTime time ? time.ToUniversalTime() : value, root[2].GetGuid());
                }
            }
        }
        catch (Exception notOurs) when (notOurs is FormatException or JsonException or InvalidOperationException
            or DecoderFallbackException)
        {
            throw Invalid(sort);
        }

        throw Invalid(sort);
    }

    private static ProblemException Invalid(string sort) => ProblemType.InvalidCursor.Exception(
        $"The cursor is not one of a list sorted by {sort}. Follow nextLink as it came, or begin without a cursor.");
}
