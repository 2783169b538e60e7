using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Database;

namespace Lectern.Cli.Doctor;

/// <summary><c>lectern doctor</c>: finds what is wrong between this machine and the database.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string?> MigrationUrl = new("--migration-url")
    {
        Description = "The migrations' URL; without it, the application's.",
        HelpName = "URL",
    };

    private static readonly Option<string> Scripts = new("--scripts")
    {
        Description = "The folder whose up/ the schema is compared with.",
        DefaultValueFactory = _ => "db",
        HelpName = "folder",
    };

    public static Command Create()
    {
        var url = new UrlArgument();
        var poolSize = Count("--pool-size", "DATABASE_POOL_SIZE", "The largest pool of an instance");
        var instances = Count("--instances", "DATABASE_MAX_INSTANCES", "The largest number of instances");
        var purpose = CommonOptions.Purpose();
        var json = CommonOptions.Json();
        var command = new Command(
            "doctor",
            "Check a database, from its host name to its settings: what is wrong, and what to do. It only reads. "
                + "Example: lectern doctor --instances 40 postgresql://lectern_app@db/school")
        {
            url, purpose, MigrationUrl, Scripts, poolSize, instances, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (Settings(parsed.GetValue(poolSize), parsed.GetValue(instances)) is not { } settings)
            {
                return ExitCode.Usage;
            }

            var examination = new Examination
            {
                Url = parsed.GetRequiredValue(url),
                Purpose = parsed.GetValue(purpose),
                MigrationUrl = parsed.GetValue(MigrationUrl),
                Settings = settings,
                Scripts = UpScripts.NamesIn(parsed.GetRequiredValue(Scripts)),
            };
            return await ExamineAsync(examination, new DoctorAnswer(parsed.GetValue(json)), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ExamineAsync(
        Examination examination, DoctorAnswer answer, CancellationToken cancellationToken)
    {
        var reports = new List<StepReport>();
        await foreach (var report in examination.RunAsync(cancellationToken))
        {
            reports.Add(report);
            answer.Write(report);
        }

        answer.Finish(reports);
        return reports.Exists(report => report.Verdict is Verdict.Fault) ? ExitCode.Failed : ExitCode.Ok;
    }

    /// <summary>The settings of the environment, as the application reads them; null if one is wrong.</summary>
    private static ApplicationDatabaseSettings? Settings(int? poolSize, int? instances)
    {
        try
        {
            var settings = ApplicationDatabaseSettings.Read(Environment.GetEnvironmentVariable);
            return settings with
            {
                PoolSize = poolSize ?? settings.PoolSize,
                MaxInstances = instances ?? settings.MaxInstances,
            };
        }
        catch (InvalidOperationException wrong)
        {
            Answer.Say(wrong.Message);
            return null;
        }
    }

    private static Option<int?> Count(string name, string setting, string description)
    {
        var option = new Option<int?>(name)
        {
            Description = $"{description}; without it, the value of {setting}.",
            HelpName = "number",
        };
        option.Validators.Add(result =>
        {
            // The parser has already reported a value that is not a number.
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int number) && number < 1)
            {
                result.AddError($"{name} must be 1 or more.");
            }
        });
        return option;
    }
}
