using System.Globalization;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Migrations.Tests.Support;

/// <summary>The scripts in Golden/, and the rows that recorded runs of grate left.</summary>
internal static class Golden
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static ScriptsFolder Scripts() => ScriptsFolder.CopyOf(Path.Combine(Folder, "db"));

    public static MigrationOptions Options(ScriptsFolder folder, string version) => folder.Options with
    {
        Environments = ["TEST"],
        Tokens = new Dictionary<string, string> { ["release"] = "r1" },
        RepositoryPath = "https://example.org/golden",
        Version = version,
    };

    /// <returns>The exit code of grate in the recorded run.</returns>
    public static int ExitCode(string run) => int.Parse(
        File.ReadAllText(Path.Combine(Folder, "out", $"{run}.rc")), CultureInfo.InvariantCulture);

    /// <summary>Lets the server read grate's CSV files and compare them with the journal.</summary>
    /// <param name="unless">A condition on grate's rows of ScriptsRun that are not expected.</param>
    public static void AssertRows(string connectionString, string run, string unless = "false")
    {
        using var connection = Sql.Open(connectionString);
        AssertRows(
            connection, run, "ScriptsRun", "version_id, script_name, text_of_script, text_hash, one_time_script",
            $"not ({unless})");
        AssertRows(
            connection, run, "ScriptsRunErrors",
            "repository_path, version, script_name, text_of_script, erroneous_part_of_script, error_message", "true");
        AssertRows(connection, run, "Version", "repository_path, version, status", "true");
    }

    private static void AssertRows(
        NpgsqlConnection connection, string run, string table, string columns, string ours)
    {
        Sql.Execute(
            connection,
            $"""drop table if exists pg_temp.golden; create temp table golden (like "grate"."{table}")""");
        using (var copy = connection.BeginTextImport("copy pg_temp.golden from stdin (format csv, header)"))
        {
            copy.Write(File.ReadAllText(Path.Combine(Folder, "out", $"{run}.{table}.csv")));
        }

        Assert.Equal(
            Rows(connection, $"""select {columns} from pg_temp.golden where {ours} order by id"""),
            Rows(connection, $"""select {columns} from "grate"."{table}" order by id"""));
    }

    private static List<string> Rows(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        object[] cells = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(cells);
            rows.Add(string.Join(" | ", cells));
        }

        return rows;
    }
}
