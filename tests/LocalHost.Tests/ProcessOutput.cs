using System.Collections.Concurrent;
using System.Diagnostics;

namespace Lectern.LocalHost.Tests;

/// <summary>The lines that a LocalHost writes, read while it runs.</summary>
internal sealed class ProcessOutput
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();
    private readonly TaskCompletionSource _ready = NewSignal();
    private TaskCompletionSource _changed = NewSignal();

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
        process.ErrorDataReceived += (_, line) =>
        {
            _error.Enqueue(line.Data ?? "");
            Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Completes with the line that says that the API is ready.</summary>
    public Task Ready => _ready.Task;

    public string Output => string.Join('\n', _output).TrimEnd();

    public string Error => string.Join('\n', _error).TrimEnd();

    /// <summary>Waits until the errors contain a text.</summary>
    public async Task UntilErrorAsync(string text, CancellationToken cancellationToken)
    {
        for (var changed = Volatile.Read(ref _changed);
            !Error.Contains(text, StringComparison.Ordinal);
            changed = Volatile.Read(ref _changed))
        {
            await changed.Task.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
