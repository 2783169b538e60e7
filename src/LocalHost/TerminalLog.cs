using System.Threading.Channels;

namespace Lectern.LocalHost;

/// <summary>
/// Lines for the terminal, written to standard error beside the requests. A terminal that does not accept them, for
/// example after Ctrl-S, never holds up a request: further lines are dropped.
/// </summary>
internal sealed class TerminalLog : IAsyncDisposable
{
    private const int MaxWaitingLines = 1_000;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxWaitingLines)
        {
            FullMode = BoundedChannelFullMode.DropWrite,
            SingleReader = true,
        });

    private readonly Task _writing;

    public TerminalLog() => _writing = Task.Run(WriteAsync);

    public void Write(string line) => _lines.Writer.TryWrite(line);

    /// <summary>Writes the lines that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing.WaitAsync(StopTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (string line in _lines.Reader.ReadAllAsync())
            {
                await Console.Error.WriteLineAsync(line);
            }
        }
        catch (IOException)
        {
            // Nobody reads standard error any more.
        }
    }
}
