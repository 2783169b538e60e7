using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations.Setup;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db init</c>: creates the database and its roles if they are missing.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var usual = new DatabaseSetupOptions();
        var database = new DatabaseOption();
        var owner = Role("--owner", usual.OwnerRole, "The role that owns the database and runs up.");
        var application = Role(
            "--application", usual.ApplicationRole, "The role that serves: it reads and writes rows.");
        var ownerIdentity = Identity("--entra-owner", "owner");
        var applicationIdentity = Identity("--entra-application", "application");
        var scripts = CommonOptions.Scripts();
        var json = CommonOptions.Json();
        var command = new Command(
            "init",
            "Create the database that the URL names, and the two roles, if they are missing. "
                + "Example: lectern db init --database postgresql://postgres@localhost/lectern")
        {
            database, owner, application, ownerIdentity, applicationIdentity, scripts, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(ownerIdentity) is null != result.GetResult(applicationIdentity) is null)
            {
                result.AddError(
                    $"{ownerIdentity.Name} and {applicationIdentity.Name} go together: give both, or none.");
            }
        });
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(() =>
            {
                var options = new DatabaseSetupOptions
                {
                    OwnerRole = parsed.GetRequiredValue(owner),
                    ApplicationRole = parsed.GetRequiredValue(application),
                    Identities = parsed.GetValue(ownerIdentity) is { } ownerId
                        && parsed.GetValue(applicationIdentity) is { } applicationId
                            ? new DatabaseIdentities(ownerId, applicationId)
                            : null,
                    ScriptsFolder = parsed.GetRequiredValue(scripts),
                };
                Write(options, new DatabaseSetup(options).Run(database.ConnectionString(parsed)), answer);
            });
        });
        return command;
    }

    private static Option<string> Role(string name, string usual, string description) =>
        new(name) { Description = description, HelpName = "role", DefaultValueFactory = _ => usual };

    private static Option<Guid?> Identity(string name, string role) => new(name)
    {
        Description = $"The object id of the identity of Entra ID that signs in as the {role}'s role (Azure).",
        HelpName = "id",
    };

    private static void Write(DatabaseSetupOptions options, DatabaseSetupResult made, Answer answer)
    {
        answer.Write(new { RolesMade = made.Roles, DatabaseMade = made.Database }, () =>
        {
            var things = made.Roles.Select(role => $"role {role}").ToList();
            things.AddRange(made.Database ? ["the database"] : []);
            Console.WriteLine(things.Count == 0 ? "Nothing was missing." : $"Made: {string.Join(", ", things)}.");
        });
        if (made.Roles.Count > 0 && options.Identities is null)
        {
            Answer.Say("The roles have no password yet: give them one with \\password in psql, or use Entra ID.");
        }
    }
}
