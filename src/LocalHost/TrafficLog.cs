namespace Lectern.LocalHost;

/// <summary>What the command line asks for: the requests, the requests with their statements, or nothing.</summary>
internal sealed class TrafficLog : IAsyncDisposable
{
    private readonly TerminalLog _terminal = new();
    private readonly RequestLog? _requests;
    private readonly StatementLog? _statements;

    public TrafficLog(LocalRunOptions options)
    {
        _requests = options.Quiet ? null : new(_terminal);
        _statements = options.WithSql ? new(_terminal) : null;
    }

    public void AddTo(IApplicationBuilder app) => _requests?.AddTo(app);

    public async ValueTask DisposeAsync()
    {
        _statements?.Dispose();
        await _terminal.DisposeAsync();
    }
}
