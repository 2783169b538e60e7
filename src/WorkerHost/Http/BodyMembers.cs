using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Lectern.WorkerHost.Http;

/// <summary>
/// Reads the top-level members of a JSON body. The real host binds them to the function's parameters where neither the
/// query nor the route has a value of that name.
/// </summary>
internal static class BodyMembers
{
    /// <summary>Larger bodies are not read: the real host holds them whole, which a test host need not.</summary>
    public const int MaxLengthBytes = 1 << 20;

    public static async Task AddAsync(
        IDictionary<string, string> members, HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is not (> 0 and <= MaxLengthBytes))
        {
            return;
        }

        request.EnableBuffering(MaxLengthBytes);
        using var body = new MemoryStream((int)request.ContentLength);
        await request.Body.CopyToAsync(body, cancellationToken);
        request.Body.Position = 0;
        Add(members, body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private static void Add(IDictionary<string, string> members, ReadOnlyMemory<byte> body)
    {
        if (body.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var member in json.RootElement.EnumerateObject())
            {
                if (Text(member.Value) is { } text)
                {
                    members[member.Name] = text;
                }
            }
        }
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is no Unicode. The function decides how to answer an invalid body.
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => bool.TrueString,
        JsonValueKind.False => bool.FalseString,
        _ => null,
    };
}
