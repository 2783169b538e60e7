using System.Text.RegularExpressions;
using Npgsql;

namespace Lectern.Migrations.Scripts;

/// <summary>
/// Replaces <c>{{Name}}</c> in a script with the value of that name, in any case; an unknown name stays as it is.
/// grate's tokens with a connection string are not supported, because they would put a password in the journal.
/// </summary>
internal sealed partial class TokenReplacement
{
    private readonly Dictionary<string, string> _values;

    public TokenReplacement(MigrationOptions options, string database, string server)
    {
        string environment = options.Environments.FirstOrDefault() ?? string.Empty;
        _values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["DatabaseName"] = database,
            ["DatabaseType"] = "postgresql",
            ["ServerName"] = server,
            ["EnvironmentName"] = environment,
            ["EnvironmentNames"] = environment,
            ["SchemaName"] = "grate",
            ["ScriptsRunTableName"] = "\"grate\".\"ScriptsRun\"",
            ["ScriptsRunErrorsTableName"] = "\"grate\".\"ScriptsRunErrors\"",
            ["VersionTableName"] = "\"grate\".\"Version\"",
            ["Version"] = options.EffectiveVersion,
        };
        foreach (var (name, value) in options.Tokens)
        {
            _values[name] = value;
        }
    }

    public static TokenReplacement For(MigrationOptions options, NpgsqlConnection connection) =>
        new(options, connection.Database, connection.Host ?? string.Empty);

    public string Apply(string text) => Token().Replace(
        text, match => _values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Token();
}
