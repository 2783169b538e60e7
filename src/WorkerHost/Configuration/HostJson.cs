namespace Lectern.WorkerHost.Configuration;

/// <summary>The part of host.json that decides about routes.</summary>
internal sealed record HostJson(HostJson.ExtensionsSection? Extensions)
{
    private const string DefaultRoutePrefix = "api";

    /// <summary>The route prefix; an empty one in the file stays empty.</summary>
    public static async Task<string> ReadRoutePrefixAsync(string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, "host.json");
        var file = File.Exists(path) ? await WorkerJson.ReadFileAsync<HostJson>(path, cancellationToken) : null;
        return file?.Extensions?.Http?.RoutePrefix ?? DefaultRoutePrefix;
    }

    internal sealed record ExtensionsSection(HttpSection? Http);

    internal sealed record HttpSection(string? RoutePrefix);
}
