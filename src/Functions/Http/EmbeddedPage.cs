namespace Lectern.Functions.Http;

/// <summary>A page of this assembly. It runs only scripts of this server, and no other page may frame it.</summary>
internal static class EmbeddedPage
{
    private const string Html = "text/html";

    // The page holds a caller's token, so it must not be framed.
    private const string Policy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; ";

    /// <summary>The sources of styles and pictures for a page that needs no others.</summary>
    public const string OwnStyles = "style-src 'self'; img-src 'self'";

    /// <summary>A browser asks for HTML; a program that accepts everything does not.</summary>
    public static bool IsAskedFor(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        double html = Quality(Html);
        return html > 0 && html >= Quality("application/json");

        double Quality(string type) => accepted
            .Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(range => range.Quality ?? 1)
            .DefaultIfEmpty().Max();
    }

    /// <summary>The page of an embedded file.</summary>
    /// <param name="request">Its answer gets the headers.</param>
    /// <param name="name">The name of the file.</param>
    /// <param name="styles">The directives of the policy for styles and pictures.</param>
    /// <param name="complete">Changes the text of the file.</param>
    public static ContentHttpResult Of(
        HttpRequest request, string name, string styles = OwnStyles, Func<string, string>? complete = null)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy + styles;
        headers.XFrameOptions = "DENY";
        using var reader = new StreamReader(typeof(EmbeddedPage).Assembly.GetManifestResourceStream(name)!);
        string text = reader.ReadToEnd();
        return TypedResults.Content(complete?.Invoke(text) ?? text, Html + "; charset=utf-8");
    }
}
