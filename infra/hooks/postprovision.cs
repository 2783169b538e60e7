// Run by azd when it has provisioned, in the root of the repository: makes the two roles of the database and gives the
// database to its owner. Run again, it changes nothing. Who runs it is an administrator of Entra ID on the server.

#:project ../../src/Cli/Cli.csproj

using Lectern.Hooks;

return await Hook.RunAsync("postprovision: the roles of the database", () => Command.LecternAsync(
    "Roles and database",
    "db", "init",
    "--entra-owner", Hook.Setting("MIGRATION_IDENTITY_PRINCIPAL_ID"),
    "--entra-application", Hook.Setting("APP_IDENTITY_PRINCIPAL_ID")));
