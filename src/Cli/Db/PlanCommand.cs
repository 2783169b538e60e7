using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db plan</c>: shows what a run would do.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var database = new DatabaseOption();
        var scripts = new ScriptOptions();
        var to = CommonOptions.To("Only scripts of up/ to this number, and nothing that runs after them.");
        var json = CommonOptions.Json();
        var command = new Command(
            "plan",
            "Show what up would run, in order, with its SQL, the reason, and the findings of check. "
                + "Example: lectern db plan --env TEST")
        {
            database, to, json,
        };
        scripts.AddTo(command);
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            var options = scripts.Read(parsed) with { To = parsed.GetValue(to) };
            return answer.Try(() => Show(options, database.ConnectionString(parsed), answer));
        });
        return command;
    }

    /// <returns>The exit code: failed if <c>up</c> would refuse to run.</returns>
    public static int Show(MigrationOptions options, string connectionString, Answer answer)
    {
        var report = new MigrationReport(options);
        var steps = report.Plan(connectionString);
        answer.Write(new { Steps = steps }, () => Write(steps));
        var status = report.Status(connectionString);
        foreach (string script in status.OutOfOrder)
        {
            Answer.Say($"Warning: {script} is new, and a later number has run already.");
        }

        if (status.ChangedOneTime.Count == 0 || options.OnChangedOneTimeScript != ChangedOneTimeScript.Refuse)
        {
            return ExitCode.Ok;
        }

        Answer.Say($"up would refuse this: {string.Join(", ", status.ChangedOneTime)} changed since it ran. Undo the "
            + "edit and write a new script.");
        return ExitCode.Failed;
    }

    // Everything but the SQL is a comment, so that the output is valid SQL.
    private static void Write(IReadOnlyList<PlannedStep> steps)
    {
        foreach (var step in steps)
        {
            Console.WriteLine($"-- {step.Script} ({step.Reason})");
            foreach (var finding in step.Findings)
            {
                Console.WriteLine($"-- {finding}");
            }

            Console.WriteLine(step.Sql.TrimEnd());
            Console.WriteLine();
        }

        if (steps.Count == 0)
        {
            Console.WriteLine("-- Nothing to do.");
        }
    }
}
