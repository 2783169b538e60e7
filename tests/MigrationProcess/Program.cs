using Lectern.Migrations;
using Npgsql;

// The job as a process, for the tests that kill it. The argument is the scripts folder. Exit code 1 is a failure.
var options = new MigrationOptions { ScriptsFolder = args[0] };
try
{
    new MigrationJob(options).Run(Environment.GetEnvironmentVariable("LECTERN_TEST_DATABASE")!);
    return 0;
}
catch (Exception exception) when (exception is MigrationException or NpgsqlException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
