using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations.Verify;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db verify</c>: compares the database with what the scripts make.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var database = new DatabaseOption();
        var scripts = new ScriptOptions();
        var json = CommonOptions.Json();
        var command = new Command(
            "verify",
            "Compare the database with a scratch database that the scripts make on the same server (the role needs "
                + "CREATEDB); exit code 1: they differ. "
                + "Example: lectern db verify")
        {
            database, json,
        };
        scripts.AddTo(command);
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(cancellationToken =>
            {
                var found = new MigrationVerifier(scripts.Read(parsed))
                    .Verify(database.ConnectionString(parsed), cancellationToken);
                answer.Write(found, () => Write(found));
                return found.IsAsScripted ? ExitCode.Ok : ExitCode.Failed;
            });
        });
        return command;
    }

    private static void Write(Verification found)
    {
        foreach (string script in found.Status.Pending)
        {
            Console.WriteLine($"{script}: has not run");
        }

        foreach (string script in found.Status.Changed.Concat(found.Status.ChangedOneTime))
        {
            Console.WriteLine($"{script}: has changed since it ran");
        }

        foreach (var difference in found.Differences)
        {
            Console.WriteLine($"{difference.Name}");
            Console.WriteLine($"  scripts:  {difference.Expected ?? "do not make it"}");
            Console.WriteLine($"  database: {difference.Actual ?? "does not have it"}");
        }

        if (found.IsAsScripted)
        {
            Console.WriteLine("The database is what the scripts make.");
        }
    }
}
