using System.IO.Compression;
using Microsoft.AspNetCore.Mvc;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Lectern.Functions.Docs;

/// <summary>Everything comes from this assembly, so the page needs no internet.</summary>
[AllowAnonymous]
public static class DocsFunctions
{
    private const string AssetPrefix = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";

    // Scripts come from this server alone, and no page may frame this one: it holds a caller's token. Swagger UI sets
    // styles on elements, and its style sheet has pictures as data.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Assets = new()
    {
        ["reference.js"] = "text/javascript; charset=utf-8",
        ["swagger-ui-bundle.js"] = "text/javascript; charset=utf-8",
        ["swagger-ui.css"] = "text/css; charset=utf-8",
        ["favicon-32x32.png"] = "image/png",
    };

    /// <summary>The OpenAPI 3.1 document.</summary>
    [ProducesResponseType(typeof(JsonElement), 200, "application/json")]
    [Function("getOpenApi")]
    public static FileStreamHttpResult OpenApi(
        [HttpTrigger(Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        Embedded("openapi.json", "application/json; charset=utf-8");

    /// <summary>The reference page.</summary>
    [ProducesResponseType(typeof(string), 200, "text/html")]
    [Function("getDocs")]
    public static FileStreamHttpResult Docs(
        [HttpTrigger(Anonymous, "get", "head", Route = "docs")] HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XFrameOptions = "DENY";
        return Embedded("reference.html", "text/html; charset=utf-8");
    }

    /// <summary>A file of the reference page.</summary>
    [ProducesResponseType(typeof(string), 200, "text/javascript", "text/css", "image/png")]
    [Function("getDocsAsset")]
    public static Results<FileStreamHttpResult, ProblemHttpResult> Asset(
        [HttpTrigger(Anonymous, "get", "head", Route = "docs/{name}")] HttpRequest request, string name)
    {
        if (!Assets.TryGetValue(name, out string? type)
            || (typeof(DocsFunctions).Assembly.GetManifestResourceStream(name)
                ?? typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream(AssetPrefix + name)) is not { } stream)
        {
            return ProblemType.NotFound.Result($"The reference page has no file {name}.");
        }

        // The package compresses its larger files.
        bool isCompressed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        return TypedResults.Stream(isCompressed ? new GZipStream(stream, CompressionMode.Decompress) : stream, type);
    }

    private static FileStreamHttpResult Embedded(string name, string contentType) =>
        TypedResults.Stream(typeof(DocsFunctions).Assembly.GetManifestResourceStream(name)!, contentType);
}
