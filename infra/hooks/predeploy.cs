// azd runs this before it deploys, in the root of the repository. It migrates the schema for the new build, and stops
// the deployment if that fails. The previous build serves until it is replaced. Then it makes whoever deploys the first
// admin, if there is none; this needs the table users.

#:project ../../src/Cli/Cli.csproj

using Lectern.Hooks;

const string Grate = "grate";
string scripts = Hook.Optional("MIGRATION_SCRIPTS") ?? "db";
string limit = Hook.Optional("MIGRATION_STATEMENT_TIMEOUT") ?? "0s";
string engine = Hook.Optional("MIGRATION_ENGINE") ?? Grate;

return await Hook.RunAsync("predeploy: the migration", async () =>
{
    await Command.LecternAsync("The connection to the database", "doctor", "--for", "migration");
    await Command.LecternAsync("The check of the scripts", "db", "check", "--scripts", scripts);
    if (engine == Grate)
    {
        await Command.RunAsync("The tools", new("dotnet", ["tool", "restore"]));
    }

    await Command.LecternAsync(
        "The migration", "db", "up", "--engine", engine, "--scripts", scripts, "--statement-timeout", limit);
    await FirstAdmin.EnsureAsync();
});
