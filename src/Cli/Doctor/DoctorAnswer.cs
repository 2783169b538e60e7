using System.Globalization;
using Lectern.Cli.Features;
using Lectern.Database.Doctor;
using Spectre.Console;

namespace Lectern.Cli.Doctor;

/// <summary>An examination as it goes on for people, and at its end for programs.</summary>
internal sealed class DoctorAnswer(bool json)
{
    private const int NameWidth = 16;

    private readonly IAnsiConsole _console = AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(Console.Out),
        // Colours are for a screen; Spectre looks at TERM alone.
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    /// <summary>A step is done.</summary>
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
        // Written beside the console's own lines: a finding that is piped must not be folded at a screen's width.
        Console.WriteLine($"{report.Step.PadRight(NameWidth)}{time,6} ms  {report.Finding}");
        if (report.Remedy is { } remedy)
        {
            Console.WriteLine($"{"",8}{"",NameWidth}{"",9}  {remedy}");
        }
    }

    /// <summary>All steps are done.</summary>
    public void Finish(IReadOnlyList<StepReport> reports)
    {
        bool isHealthy = reports.All(report => report.Verdict is not Verdict.Fault);
        new Answer(json).Write(
            new { IsHealthy = isHealthy, Steps = reports },
            () => Console.WriteLine(isHealthy ? "No fault found." : "A fault was found."));
    }
}
