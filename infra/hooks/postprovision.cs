// azd runs this after it has provisioned, in the root of the repository. It creates the two roles of the database and
// makes lectern_owner the owner of the database. Run again, it changes nothing. It must run as an administrator of the
// server in Entra ID.

#:project ../../src/Cli/Cli.csproj

using Lectern.Hooks;

return await Hook.RunAsync("postprovision: the roles of the database", () => Command.LecternAsync(
    "Roles and database",
    "db", "init",
    "--entra-owner", Hook.Setting("MIGRATION_IDENTITY_PRINCIPAL_ID"),
    "--entra-application", Hook.Setting("APP_IDENTITY_PRINCIPAL_ID")));
