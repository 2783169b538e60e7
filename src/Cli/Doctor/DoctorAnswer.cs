using System.Globalization;
using Lectern.Cli.Features;
using Spectre.Console;

namespace Lectern.Cli.Doctor;

/// <summary>Writes an examination: line by line for people, as one object at its end for programs.</summary>
internal sealed class DoctorAnswer(bool json)
{
    private const int NameWidth = 22;

    private readonly IAnsiConsole _console = AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(Console.Out),
        // Spectre looks at TERM only and would write colours into a file too.
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    public void Write(StepReport report)
    {
        if (json)
        {
            return;
        }

        var (word, colour) = report.Verdict switch
        {
            Verdict.Ok => ("ok", Color.Green),
            Verdict.Warning => ("warning", Color.Yellow),
            Verdict.Fault => ("FAULT", Color.Red),
            _ => ("skipped", Color.Grey),
        };
        string time = report.DurationMs.ToString("0", CultureInfo.InvariantCulture);
        _console.Write(new Text($"{word,-8}", new Style(colour)));
        // Not written with Spectre, which wraps lines at the width of the screen, in a pipe too.
        Console.WriteLine($"{report.Step,-NameWidth}{time,6} ms  {report.Finding}");
        if (report.Remedy is { } remedy)
        {
            Console.WriteLine($"{"",8}{"",NameWidth}{"",9}  {remedy}");
        }
    }

    public void Finish(IReadOnlyList<StepReport> reports)
    {
        bool isHealthy = reports.All(report => report.Verdict is not Verdict.Fault);
        new Answer(json).Write(
            new { IsHealthy = isHealthy, Steps = reports },
            () => Console.WriteLine(isHealthy ? "No fault found." : "A fault was found."));
    }
}
