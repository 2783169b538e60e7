using Lectern.Testing;

namespace Lectern.Cli.Tests.Db;

/// <summary><c>lectern db</c> as the owner of a test's database, with the test's scripts.</summary>
internal static class DbTool
{
    public static Task<Run> DbAsync(
        this TestDatabase database, ScriptsFolder folder, string verb, params string[] arguments) =>
        LecternTool.RunWithAsync(
            database.OwnerConnectionString, ["db", verb, "--scripts", folder.Path, .. arguments]);

    public static LecternProcess StartDb(
        this TestDatabase database, ScriptsFolder folder, string verb, params string[] arguments) =>
        LecternProcess.Start(
            database.OwnerConnectionString, ["db", verb, "--scripts", folder.Path, .. arguments]);
}
