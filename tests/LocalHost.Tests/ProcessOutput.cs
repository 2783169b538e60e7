using System.Collections.Concurrent;
using System.Diagnostics;

namespace Lectern.LocalHost.Tests;

/// <summary>The lines that a LocalHost writes, read while it runs.</summary>
internal sealed class ProcessOutput
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProcessOutput(Process process)
    {
        process.OutputDataReceived += (_, line) =>
        {
            // A terminal ends its lines with CR LF.
            _output.Enqueue(line.Data?.TrimEnd('\r') ?? "");
            if (line.Data?.StartsWith("Lectern is ready at ", StringComparison.Ordinal) == true)
            {
                _ready.TrySetResult();
            }
        };
        process.ErrorDataReceived += (_, line) => _error.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Completes with the line that says that the API is ready.</summary>
    public Task Ready => _ready.Task;

    public string Output => string.Join('\n', _output).TrimEnd();

    public string Error => string.Join('\n', _error).TrimEnd();
}
