using System.ComponentModel;
using System.Diagnostics;
using Lectern.WorkerHost.Logging;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Processes;

/// <summary>One process of the worker, from its start to its end.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    // The last lines are in the pipe when the process ends; a child of the worker can hold the pipe open for longer.
    private static readonly TimeSpan OutputTimeout = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _reading = new();
    private readonly Process _process;
    private readonly WorkerOutput _output;
    private readonly WorkerGuard? _guard;
    private readonly Task _read;

    private WorkerProcess(Process process, ILoggerFactory loggers)
    {
        _process = process;
        _output = new(loggers.CreateLogger(HostCategories.Output));
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _exited.TrySetResult(_process.ExitCode);
        _process.Start();
        Id = _process.Id;
        _guard = WorkerGuard.Watch(Id);
        _read = Task.WhenAll(
            _output.ReadAsync(_process.StandardOutput, LogLevel.Information, _reading.Token),
            _output.ReadAsync(_process.StandardError, LogLevel.Error, _reading.Token));
    }

    public int Id { get; }

    /// <summary>Completes with the exit code when the process has ended.</summary>
    public Task<int> Exited => _exited.Task;

    /// <exception cref="WorkerStartException">The program cannot be run.</exception>
    public static WorkerProcess Start(ProcessStartInfo command, ILoggerFactory loggers)
    {
        var process = new Process { StartInfo = command };
        try
        {
            return new(process, loggers);
        }
        catch (Win32Exception failed)
        {
            process.Dispose();
            throw new WorkerStartException($"The program {command.FileName} cannot be run: {failed.Message}", failed);
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    /// <summary>The last lines that the process printed; complete once it has ended.</summary>
    public async Task<string> ReadLastLinesAsync(CancellationToken cancellationToken)
    {
        if (Exited.IsCompleted)
        {
            await Task.WhenAny(_read, Task.Delay(OutputTimeout, cancellationToken));
        }

        return _output.LastLines;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
        _guard?.Dispose();
        await ReadLastLinesAsync(CancellationToken.None);
        await _reading.CancelAsync();
        await _read.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _reading.Dispose();
        _process.Dispose();
    }
}
