using Lectern.Migrations;
using Lectern.Migrations.Grate;
using Npgsql;

// The job as a process, for the tests that kill it. The arguments are the scripts folder and, for grate, "grate".
// Exit code 1 is a failure.
var options = new MigrationOptions { ScriptsFolder = args[0] };
try
{
    string connectionString = Environment.GetEnvironmentVariable("LECTERN_TEST_DATABASE")!;
    _ = args is [_, "grate"]
        ? new GrateEngine(options, GrateCommand.LocalTool).Run(connectionString)
        : new MigrationJob(options).Run(connectionString);
    return 0;
}
catch (Exception exception) when (exception is MigrationException or NpgsqlException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
