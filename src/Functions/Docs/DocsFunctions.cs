using System.IO.Compression;
using System.Text.Json;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Lectern.Functions.Docs;

/// <summary>
/// The API's description and its reference page, all of it from this assembly: no internet is needed.
/// </summary>
[AllowAnonymous]
public static class DocsFunctions
{
    private const string AssetPrefix = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";

    private const string Page = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Lectern API</title>
          <link rel="icon" href="docs/favicon-32x32.png">
          <link rel="stylesheet" href="docs/swagger-ui.css">
        </head>
        <body>
          <div id="reference"></div>
          <script src="docs/swagger-ui-bundle.js"></script>
          <script>
            SwaggerUIBundle({ url: 'openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null })
          </script>
        </body>
        </html>
        """;

    private static readonly Dictionary<string, string> Assets = new()
    {
        ["swagger-ui-bundle.js"] = "text/javascript; charset=utf-8",
        ["swagger-ui.css"] = "text/css; charset=utf-8",
        ["favicon-32x32.png"] = "image/png",
    };

    /// <summary>The OpenAPI 3.1 document.</summary>
    [ProducesResponseType(typeof(JsonElement), 200, "application/json")]
    [Function("getOpenApi")]
    public static FileStreamHttpResult OpenApi(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        TypedResults.Stream(
            typeof(DocsFunctions).Assembly.GetManifestResourceStream("openapi.json")!,
            "application/json; charset=utf-8");

    /// <summary>The reference page.</summary>
    [ProducesResponseType(typeof(string), 200, "text/html")]
    [Function("getDocs")]
    public static ContentHttpResult Docs(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs")] HttpRequest request) =>
        TypedResults.Content(Page, "text/html; charset=utf-8");

    /// <summary>A file of the reference page.</summary>
    [ProducesResponseType(typeof(string), 200, "text/javascript", "text/css", "image/png")]
    [Function("getDocsAsset")]
    public static Results<FileStreamHttpResult, ProblemHttpResult> Asset(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs/{name}")]
        HttpRequest request, string name)
    {
        if (!Assets.TryGetValue(name, out string? type)
            || typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream(AssetPrefix + name) is not { } stream)
        {
            return ProblemType.NotFound.Result($"The reference page has no file {name}.");
        }

        // The package keeps its larger files compressed.
        bool isCompressed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        return TypedResults.Stream(isCompressed ? new GZipStream(stream, CompressionMode.Decompress) : stream, type);
    }
}
