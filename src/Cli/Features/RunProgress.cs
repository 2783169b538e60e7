using System.Globalization;
using Lectern.Migrations;
using Spectre.Console;

namespace Lectern.Cli.Features;

/// <summary>
/// Writes each step of a run as a line to standard error. On a terminal it also shows the running script.
/// </summary>
internal static class RunProgress
{
    public static T Show<T>(Func<Action<MigrationEvent>, T> run)
    {
        if (Console.IsErrorRedirected)
        {
            return run(step => Write(step, Answer.Say));
        }

        var console = Screen.Error();
        return console.Status().Start("Starting", status => run(step =>
        {
            if (step is ScriptStarted started)
            {
                status.Status(Markup.Escape($"{started.Script} ({started.Reason})"));
            }

            Write(step, console.WriteLine);
        }));
    }

    private static void Write(MigrationEvent step, Action<string> write)
    {
        if (Line(step) is { } line)
        {
            write(line);
        }
    }

    private static string? Line(MigrationEvent step) => step switch
    {
        ScriptFinished finished => $"{finished.Script} ({Text(finished.Duration)})",
        ServerNotice notice => $"{notice.Severity}: {notice.Message}",
        MigrationWarning warning => $"Warning: {warning.Message}",
        WaitingForJob waiting => $"Another migration job works on this database ({waiting.Holder}): waiting for it.",
        WaitingForLock waiting =>
            $"{waiting.Script}: its table is held by {waiting.Holder?.ToString() ?? "another session"}; "
                + $"attempt {waiting.Attempt} is undone, the next is in {Text(waiting.Delay)}.",
        GrateLine line => line.Text,
        RowsArchived archived => string.Create(
            CultureInfo.InvariantCulture, $"{archived.Table}: {archived.Rows:#,0} rows"),
        PartitionCreated created => $"Created {created.Table}.",
        _ => null,
    };

    // For example 24 ms, 3.1 s, 2:05 min.
    private static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00} min"),
    };
}
