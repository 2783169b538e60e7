using Lectern.Migrations.Scripts;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>Finds the reverses (<c>down/name</c> for <c>up/name</c>) of the scripts that have run.</summary>
internal sealed class Reverses(MigrationOptions options, NpgsqlConnection connection)
{
    /// <returns>The reverses of all scripts above a number, the last one first.</returns>
    /// <exception cref="MigrationException">A reverse is missing.</exception>
    public IReadOnlyList<Script> Above(string number) => For(Applied().Where(
        name => ScriptNumber.Of(name) is { } own && ScriptNumber.Compare(own, number) > 0));

    /// <returns>The reverses of the last scripts, the last one first.</returns>
    /// <exception cref="MigrationException">A reverse is missing.</exception>
    public IReadOnlyList<Script> OfLast(int steps) => For(Applied().Take(steps));

    private IEnumerable<string> Applied()
    {
        const string sql = """select distinct script_name from "grate"."ScriptsRun" where one_time_script""";
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names.OrderDescending(StringComparer.Ordinal);
    }

    private List<Script> For(IEnumerable<string> names)
    {
        var reader = new ScriptReader(options.ScriptsFolder, options.Environments);
        var applied = names.ToList();
        var missing = applied.Where(name => !File.Exists(reader.PathOf(MigrationFolder.Down, name))).ToList();
        if (missing.Count > 0)
        {
            throw new MigrationException(
                "Nothing was taken back: "
                + $"there is no reverse {MigrationFolder.Down}/{string.Join(", down/", missing)}.");
        }

        var tokens = TokenReplacement.For(options, connection);
        var folder = new MigrationFolder(MigrationFolder.Down, ScriptKind.Once);
        return [.. applied.Select(name => reader.ReadOne(folder, name, tokens))];
    }
}
