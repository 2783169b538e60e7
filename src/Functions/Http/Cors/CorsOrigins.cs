namespace Lectern.Functions.Http.Cors;

/// <summary>
/// The web pages that may call (WHATWG Fetch, "HTTP CORS protocol"). API Management answers pre-flight requests with
/// its own policy (infra/api/policies/api.xml).
/// </summary>
internal static class CorsOrigins
{
    private const string Setting = "CORS_ORIGINS";

    // For answers to pre-flight requests.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] RequestHeaders =
    [
        "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID",
        "traceparent", "tracestate",
    ];

    private static readonly string[] DevelopmentHeaders = ["X-Dev-Role", "X-Dev-User"];
    private static readonly string[] ExposedHeaders = ["ETag", "Idempotency-Replayed", "Location", "Retry-After"];

    /// <summary>In development, every origin on this machine is allowed too.</summary>
    /// <exception cref="InvalidOperationException">The setting has something that is not an origin.</exception>
    public static void AddCorsOrigins(
        this IServiceCollection services, IConfiguration configuration, CallerSource source)
    {
        var origins = Read(configuration[Setting] ?? "");
        bool isDevelopment = source == CallerSource.Development;
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .SetIsOriginAllowed(origin => origins.Contains(origin) || (isDevelopment && IsOnThisMachine(origin)))
            .WithMethods(Methods)
            .WithHeaders(isDevelopment ? [.. RequestHeaders, .. DevelopmentHeaders] : RequestHeaders)
            .WithExposedHeaders(ExposedHeaders)
            .SetPreflightMaxAge(MaxAge)));
    }

    private static HashSet<string> Read(string setting)
    {
        string[] origins = setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(origins, text => !IsOrigin(text)) is { } wrong
            ? throw new InvalidOperationException(
                $"{Setting} has '{wrong}', which is not a web origin. Write origins as https://school.example or "
                + "http://localhost:5173, without a path, separated by commas.")
            : origins.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    // An origin as browsers send it: scheme and host, without a default port.
    private static bool IsOrigin(string text) => Web(text) is { } url
        && url.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);

    private static bool IsOnThisMachine(string origin) =>
        Web(origin) is { Host: "localhost" or "127.0.0.1" or "[::1]" };

    private static Uri? Web(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url is { Scheme: "http" or "https", UserInfo.Length: 0 } ? url : null;
}
