using Microsoft.OpenApi;

namespace Lectern.OpenApi;

/// <summary>The headers that only some answers have.</summary>
internal static class ResponseHeader
{
    public const string ETag = "ETag";
    public const string Location = "Location";
    public const string IdempotencyReplayed = "Idempotency-Replayed";
    public const string RetryAfter = "Retry-After";
    public const string WwwAuthenticate = "WWW-Authenticate";

    private static readonly Dictionary<string, OpenApiHeader> Components = new()
    {
        [ETag] = Header("The version of the row, for If-None-Match and If-Match.", "\"1\""),
        [Location] = Header("The URL of the row.", $"{Examples.Server}/students/{Examples.Id}"),
        [IdempotencyReplayed] = Header("`true` if this is the answer to an earlier request.", "true", always: false),
        [RetryAfter] = Header("The number of seconds before a retry.", "2"),
        [WwwAuthenticate] = Header("How to sign in.", "Bearer"),
    };

    public static Dictionary<string, IOpenApiHeader>? Of(OpenApiDocument document, params string[] names)
    {
        foreach (string name in names)
        {
            document.AddComponent<IOpenApiHeader>(name, Components[name]);
        }

        return names.Length == 0
            ? null
            : names.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document));
    }

    private static OpenApiHeader Header(string description, string example, bool always = true) => new()
    {
        Description = description,
        Required = always,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
    };
}
