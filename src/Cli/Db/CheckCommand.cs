using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations;
using Lectern.Migrations.Lint;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db check</c>: the lint, without a database.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var scripts = CommonOptions.Scripts();
        var json = CommonOptions.Json();
        var command = new Command(
            "check",
            "Find what would fail or block on a database in use (docs/migrations.md has the reasons). "
                + "Example: lectern db check --scripts db")
        {
            scripts, json,
        };
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(() => Check(parsed.GetRequiredValue(scripts), answer));
        });
        return command;
    }

    private static int Check(string scripts, Answer answer)
    {
        var findings = new ScriptCheck(new MigrationOptions { ScriptsFolder = scripts }).Run();
        answer.Write(new { Findings = findings }, () =>
        {
            foreach (var finding in findings)
            {
                Console.WriteLine(finding);
            }
        });
        Answer.Say(findings.Count == 0 ? "Nothing found." : $"{RunAnswer.Count(findings.Count, "finding")}.");
        return findings.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
