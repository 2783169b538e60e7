using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>The commands of Docker, none of which waits for ever for an engine that does not answer.</summary>
internal sealed class Docker
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PullTimeout = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan RemovalPoll = TimeSpan.FromMilliseconds(100);
    private const string StopSeconds = "30";

    private readonly string _program;

    private Docker(string program) => _program = program;

    /// <summary>Docker if its engine answers; otherwise null.</summary>
    public static async Task<Docker?> FindAsync(CancellationToken cancellationToken)
    {
        if (Shell.Which("docker") is not { } program)
        {
            return null;
        }

        var docker = new Docker(program);
        try
        {
            var (exitCode, _, _) = await docker.TryRunAsync(["version"], AnswerTimeout, cancellationToken);
            return exitCode == 0 ? docker : null;
        }
        catch (LocalServerException)
        {
            return null;
        }
    }

    /// <summary>A command that the caller starts.</summary>
    public ProcessStartInfo Command(IEnumerable<string> arguments) => new(_program, arguments);

    /// <summary>Fetches an image that this machine does not have.</summary>
    public async Task PullIfMissingAsync(string image, CancellationToken cancellationToken)
    {
        var (exitCode, _, _) = await TryRunAsync(["image", "inspect", image], CommandTimeout, cancellationToken);
        if (exitCode != 0)
        {
            await Console.Error.WriteLineAsync($"Fetching the image {image} (150 MB, once) …");
            await RunAsync(["pull", "--quiet", image], PullTimeout, cancellationToken);
        }
    }

    /// <summary>Stops and removes a container; a missing one is not an error.</summary>
    public async Task RemoveContainerAsync(string name, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(name, cancellationToken))
        {
            return;
        }

        // The container was started with --rm. Docker removes it by itself at any moment from now on, so that these two
        // commands may fail; what counts is that the container is gone.
        await TryRunAsync(["stop", "--time", StopSeconds, name], CommandTimeout, cancellationToken);
        var (_, _, error) = await TryRunAsync(["rm", "--force", name], CommandTimeout, cancellationToken);
        var waited = Stopwatch.StartNew();
        while (await ExistsAsync(name, cancellationToken))
        {
            if (waited.Elapsed > CommandTimeout)
            {
                throw new LocalServerException($"Docker does not remove the container {name}: {error}");
            }

            await Task.Delay(RemovalPoll, cancellationToken);
        }
    }

    /// <summary>Deletes a volume with its data; a missing one is not an error.</summary>
    public Task RemoveVolumeAsync(string name, CancellationToken cancellationToken) =>
        RunAsync(["volume", "rm", "--force", name], CommandTimeout, cancellationToken);

    private async Task<bool> ExistsAsync(string container, CancellationToken cancellationToken)
    {
        string found = await RunAsync(
            ["container", "ls", "--all", "--quiet", "--filter", $"name=^{container}$"], CommandTimeout,
            cancellationToken);
        return found.Trim().Length > 0;
    }

    private async Task<string> RunAsync(
        IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (exitCode, output, error) = await TryRunAsync(arguments, timeout, cancellationToken);
        return exitCode == 0
            ? output
            : throw new LocalServerException($"docker {string.Join(' ', arguments)} failed:\n{error.Trim()}");
    }

    private async Task<(int ExitCode, string Output, string Error)> TryRunAsync(
        IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await Shell.TryRunAsync(Command(arguments), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalServerException(
                $"docker {string.Join(' ', arguments)} did not end within {timeout.TotalSeconds:0} s. Is Docker "
                + "running?");
        }
    }
}
