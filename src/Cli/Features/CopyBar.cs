using System.Globalization;
using Lectern.Migrations.Setup;
using Spectre.Console;

namespace Lectern.Cli.Features;

/// <summary>A progress bar on standard error, if that is a terminal.</summary>
internal static class CopyBar
{
    /// <summary>Runs a copy and shows its progress.</summary>
    /// <returns>The number of rows.</returns>
    public static long Show(string title, Func<Action<CopyProgress>?, long> copy) => Console.IsErrorRedirected
        ? copy(null)
        : Screen.Error().Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .Start(bar =>
            {
                var task = bar.AddTask(Markup.Escape(title));
                return copy(progress =>
                {
                    task.IsIndeterminate = progress.TotalBytes is null;
                    task.MaxValue = progress.TotalBytes ?? 1;
                    task.Value = progress.Bytes;
                    task.Description = Markup.Escape(
                        string.Create(CultureInfo.InvariantCulture, $"{title}: {progress.Rows:#,0} rows"));
                });
            });
}
