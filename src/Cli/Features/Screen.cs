using Spectre.Console;

namespace Lectern.Cli.Features;

/// <summary>Spectre.Console on standard output and standard error.</summary>
internal static class Screen
{
    /// <summary>The width of a redirected output, so that Spectre does not wrap its lines.</summary>
    private const int UnboundedWidth = 16_384;

    public static IAnsiConsole Output() => Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error() => Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Writes rows of text in columns that are as wide as their widest cell.</summary>
    public static void WriteColumns(IEnumerable<string[]> rows)
    {
        Grid? grid = null;
        foreach (string[] row in rows)
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
