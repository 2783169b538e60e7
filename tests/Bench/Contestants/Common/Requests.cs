using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Lectern.Bench.Contestants.Common;

/// <summary>What the .NET contestants read of a request and write of an answer besides its JSON.</summary>
internal static class Requests
{
    /// <summary>The caller that every contestant stores with an idempotency key.</summary>
    public const string Caller = "admin";

    public static string KeyOf(HttpRequest request) => request.Headers["Idempotency-Key"].ToString();

    /// <summary>The version that If-Match names.</summary>
    public static int IfMatch(HttpRequest request) =>
        int.Parse(request.Headers.IfMatch.ToString().AsSpan().Trim('"'), CultureInfo.InvariantCulture);

    public static void SetETag(HttpResponse response, int version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The merge patch of the body with the names of columns.</summary>
    public static async Task<string> PatchAsync(HttpRequest request)
    {
        using var patch = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        return new JsonObject(patch.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name),
            (JsonNode?)JsonValue.Create(member.Value)))).ToJsonString();
    }

    public static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        byte[] body = new byte[(int)request.ContentLength!];
        await request.Body.ReadExactlyAsync(body, request.HttpContext.RequestAborted);
        return body;
    }

    /// <summary>The headers that are stored with an answer.</summary>
    public static string Headers(int version, string location) => JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            ["Content-Type"] = "application/json; charset=utf-8",
            ["ETag"] = $"\"{version}\"",
            ["Location"] = location,
        });
}
