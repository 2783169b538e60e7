namespace Lectern.WorkerHost.Configuration;

/// <summary>How to start the worker, read from the worker.config.json that the worker's SDK writes.</summary>
/// <param name="Folder">The full path of the worker's folder.</param>
/// <param name="Executable">The program to run: dotnet, or the worker itself where it is self-contained.</param>
/// <param name="Arguments">The arguments that come first: options of the program, then the worker's assembly.</param>
internal sealed record WorkerConfig(string Folder, string Executable, IReadOnlyList<string> Arguments)
{
    private const string FileName = "worker.config.json";

    /// <exception cref="WorkerStartException">There is no built worker in the folder.</exception>
    public static async Task<WorkerConfig> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
        {
            throw new WorkerStartException(
                $"The worker's folder {folder} does not exist. Build or publish the worker first.");
        }

        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new WorkerStartException(
                $"The folder {folder} holds no {FileName}. Give the output folder of a project that references "
                + "Microsoft.Azure.Functions.Worker.Sdk.");
        }

        var file = await WorkerJson.ReadFileAsync<WorkerConfigFile>(path, cancellationToken);
        return file?.Description is { DefaultExecutablePath: { Length: > 0 } executable } description
            ? new(folder, Resolve(executable, folder), [.. ReadArguments(description, folder)])
            : throw new WorkerStartException($"The file {path} names no program: description.defaultExecutablePath.");
    }

    private static IEnumerable<string> ReadArguments(WorkerDescription description, string folder)
    {
        foreach (string argument in description.Arguments ?? [])
        {
            yield return Environment.ExpandEnvironmentVariables(argument);
        }

        if (!string.IsNullOrEmpty(description.DefaultWorkerPath))
        {
            string assembly = Path.Combine(folder, description.DefaultWorkerPath);
            yield return File.Exists(assembly)
                ? assembly
                : throw new WorkerStartException(
                    $"The worker's program {assembly}, which {FileName} names, does not exist. "
                    + "Build the worker again.");
        }
    }

    private static string Resolve(string executable, string folder) =>
        executable == "dotnet"
            ? Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? executable
            : executable.Replace("{WorkerRoot}", folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private sealed record WorkerConfigFile(WorkerDescription? Description);

    private sealed record WorkerDescription(
        string? DefaultExecutablePath, string? DefaultWorkerPath, IReadOnlyList<string>? Arguments);
}
