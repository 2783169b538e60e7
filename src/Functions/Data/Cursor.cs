using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Lectern.Functions.Data;

/// <summary>
/// The place of a page's last row in the order of its list. Opaque to callers; not secret and not signed, because it
/// lets nobody see a row that the filters and the caller's role do not let through.
/// </summary>
/// <param name="Sort">The order that the place belongs to, as in <c>sort=</c>.</param>
/// <param name="Value">The row's value in the sort column.</param>
/// <param name="Id">The row's id.</param>
public sealed record Cursor(string Sort, object Value, Guid Id)
{
    /// <summary>No honest cursor is longer: its longest part is a name of 200 characters.</summary>
    private const int MaxLength = 4096;

    /// <summary>The text that stands in <c>cursor=</c>.</summary>
    public string Encode() =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<object[]>([Sort, Value, Id], LecternJson.Options));

    /// <summary>Reads the text of <c>cursor=</c>.</summary>
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
