using System.Diagnostics;
using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Load;

/// <summary>Clients that write until they are stopped.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private const int Clients = 8;

    // Only so that a hang ends; no fault lasts nearly as long.
    private static readonly TimeSpan HangTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _enough = new();
    private readonly Run _run;
    private readonly Client[] _clients;
    private Task[] _writing = [];

    private LoadRun(Run run)
    {
        _run = run;
        _clients = [.. Enumerable.Range(0, Clients).Select(number => new Client(run, number))];
    }

    public Tally Tally => _run.Tally;

    public static async Task<LoadRun> StartAsync(School school, CancellationToken token)
    {
        var tally = new Tally();
        var load = new LoadRun(new(new Sender(school, tally, token), tally));
        await Task.WhenAll(load._clients.Select(client => client.EnterAsync()));
        load._writing = [.. load._clients.Select(client => client.WriteUntilAsync(load._enough.Token))];
        return load;
    }

    /// <summary>Returns when this many further writes are acknowledged.</summary>
    public async Task AcknowledgedAsync(int count, CancellationToken token)
    {
        int enough = Tally.Acknowledged + count;
        var waited = Stopwatch.StartNew();
        while (Tally.Acknowledged < enough)
        {
            // A client that failed explains more than the missing writes.
            await await Task.WhenAny([Task.Delay(Poll, token), .. _writing]);
            if (waited.Elapsed > HangTimeout)
            {
                throw new TimeoutException($"Too few writes: {string.Join(", ", Tally.Failures)}");
            }
        }
    }

    /// <summary>Lets the clients finish what they have begun.</summary>
    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_writing);
    }

    /// <returns>The differences between the ledger and the database, as sentences.</returns>
    public Task<List<string>> DifferencesAsync(string superuser, CancellationToken token) =>
        LedgerCheck.DifferencesAsync(_run, _clients[0].Writers, superuser, token);

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _enough.Dispose();
    }
}
