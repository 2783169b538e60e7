using System.IO.Compression;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Lectern.Functions.Docs;

/// <summary>Everything comes from this assembly, so the page needs no internet.</summary>
[AllowAnonymous]
public static class DocsFunctions
{
    private const string AssetPrefix = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";

    // Swagger UI sets styles on elements, and its style sheet has pictures as data.
    private const string Styles = "style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    // In reference.html; the script reads it.
    private const string CallersPlaceholder = "{callers}";

    private static readonly Dictionary<string, string> Assets = new()
    {
        ["pages.css"] = "text/css; charset=utf-8",
        ["plots.js"] = "text/javascript; charset=utf-8",
        ["reference.css"] = "text/css; charset=utf-8",
        ["reference.js"] = "text/javascript; charset=utf-8",
        ["status.css"] = "text/css; charset=utf-8",
        ["status.js"] = "text/javascript; charset=utf-8",
        ["swagger-ui-bundle.js"] = "text/javascript; charset=utf-8",
        ["swagger-ui.css"] = "text/css; charset=utf-8",
        ["theme.js"] = "text/javascript; charset=utf-8",
        ["favicon-32x32.png"] = "image/png",
    };

    /// <summary>The OpenAPI 3.1 document.</summary>
    [ProducesResponseType(typeof(JsonElement), 200, "application/json")]
    [Function("getOpenApi")]
    public static FileStreamHttpResult OpenApi(
        [HttpTrigger(Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        TypedResults.Stream(
            typeof(DocsFunctions).Assembly.GetManifestResourceStream("openapi.json")!,
            "application/json; charset=utf-8");

    /// <summary>The reference page.</summary>
    [ProducesResponseType(typeof(string), 200, "text/html")]
    [Function("getDocs")]
    public static ContentHttpResult Docs(
        [HttpTrigger(Anonymous, "get", "head", Route = "docs")] HttpRequest request)
    {
        // Elsewhere the page must not offer callers that nobody may be.
        bool isDevelopment = request.HttpContext.RequestServices.GetRequiredService<CallerSource>()
            == CallerSource.Development;
        string callers = JsonSerializer.Serialize(isDevelopment ? DemoCaller.All : [], JsonSerializerOptions.Web);
        return EmbeddedPage.Of(request, "reference.html", Styles, page => page.Replace(
            CallersPlaceholder, HtmlEncoder.Default.Encode(callers), StringComparison.Ordinal));
    }

    /// <summary>A file of the reference page or the status page.</summary>
    [ProducesResponseType(typeof(string), 200, "text/javascript", "text/css", "image/png")]
    [Function("getDocsAsset")]
    public static Results<FileStreamHttpResult, ProblemHttpResult> Asset(
        [HttpTrigger(Anonymous, "get", "head", Route = "docs/{name}")] HttpRequest request, string name)
    {
        if (!Assets.TryGetValue(name, out string? type)
            || (typeof(DocsFunctions).Assembly.GetManifestResourceStream(name)
                ?? typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream(AssetPrefix + name)) is not { } stream)
        {
            return ProblemType.NotFound.Result($"The pages have no file {name}.");
        }

        // The package compresses its larger files.
        bool isCompressed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        return TypedResults.Stream(isCompressed ? new GZipStream(stream, CompressionMode.Decompress) : stream, type);
    }
}
