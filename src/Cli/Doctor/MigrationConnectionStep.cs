using Azure.Core;
using Lectern.Database;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Cli.Doctor;

/// <summary>Can the migration job connect, unpooled and directly to the server?</summary>
internal static class MigrationConnectionStep
{
    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        if (examined.Examination.MigrationUrl is null && examined.Url.IsPooled)
        {
            return Finding.Skipped(
                "Not checked: migrations need the server's own address; give it with --migration-url.");
        }

        try
        {
            var url = examined.Examination.MigrationUrl is { } text ? DatabaseUrl.Parse(text) : examined.Url;
            string connectionString = url.ToNpgsql(Purpose.Migration);
            // MigrationDatabase is synchronous, so it runs on a thread of the pool.
            var (role, mayChange) = await Task.Run(
                () => RightsOf(connectionString, examined.Settings.Credential), cancellationToken);
            // With the application's URL alone, nobody says that its role is that of the migrations.
            return mayChange || !IsMigrations(examined.Examination)
                ? Finding.Ok("The server itself answered.")
                : Finding.Fault(
                    $"{role} may not change the schema.",
                    "Give the URL of the role that owns the schema, lectern_owner.");
        }
        catch (DatabaseUrlException mistake)
        {
            return Finding.Fault(mistake.Mistake.Problem, mistake.Mistake.Remedy);
        }
    }

    private static bool IsMigrations(Examination examination) =>
        examination.MigrationUrl is not null || examination.Purpose == Purpose.Migration;

    private static (string Role, bool MayChange) RightsOf(string connectionString, TokenCredential? credential)
    {
        using var connection = MigrationDatabase.Open(connectionString, credential);
        using var command = new NpgsqlCommand(
            "select current_user::text, coalesce(has_schema_privilege(to_regnamespace('public'), 'create'), false)",
            connection);
        using var rows = command.ExecuteReader();
        rows.Read();
        return (rows.GetString(0), rows.GetBoolean(1));
    }
}
