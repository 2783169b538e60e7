using System.Diagnostics;

namespace Lectern.LocalHost;

/// <summary>
/// A line for each SQL statement of this process, from Npgsql's spans, which have its text without parameter values.
/// </summary>
internal sealed class StatementLog : IDisposable
{
    private const int MaxStatementChars = 1_000;

    private readonly ActivityListener _listener;

    public StatementLog(TerminalLog terminal)
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.GetTagItem("db.query.text") is string sql)
                {
                    terminal.Write(LineOf(sql, span));
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private static string LineOf(string sql, Activity span)
    {
        string oneLine = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        string failure = span.GetTagItem("db.response.status_code") is { } code ? $" {code}" : "";
        return $"  sql {span.Duration.TotalMilliseconds:F0} ms{failure}: {TerminalLine.Of(oneLine, MaxStatementChars)}";
    }
}
