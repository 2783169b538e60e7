using System.Text.Json;

namespace Lectern.WorkerHost.Configuration;

/// <summary>Reads the JSON files beside the worker as the real host does: comments and any case are allowed.</summary>
internal static class WorkerJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        AllowTrailingCommas = true,
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="WorkerStartException">The file is not valid JSON.</exception>
    public static async Task<T?> ReadFileAsync<T>(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<T>(file, Options, cancellationToken);
        }
        catch (JsonException invalid)
        {
            throw new WorkerStartException($"The file {path} is not valid: {invalid.Message}", invalid);
        }
    }

    public static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);
}
