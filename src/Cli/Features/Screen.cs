using Spectre.Console;

namespace Lectern.Cli.Features;

/// <summary>Standard output and standard error as Spectre.Console writes them.</summary>
internal static class Screen
{
    /// <summary>A table that is piped must not be folded at the width of a screen that is not there.</summary>
    private const int UnboundedWidth = 16_384;

    /// <summary>For results.</summary>
    public static IAnsiConsole Output() => Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>For what is said about them.</summary>
    public static IAnsiConsole Error() => Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Writes rows of text in columns as wide as they need.</summary>
    public static void WriteColumns(IEnumerable<string[]> rows)
    {
        Grid? grid = null;
        foreach (var row in rows)
        {
            grid ??= row.Aggregate(new Grid(), (wider, _) => wider.AddColumn());
            grid.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        if (grid is not null)
        {
            Output().Write(grid);
        }
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = isRedirected ? UnboundedWidth : console.Profile.Width;
        return console;
    }
}
