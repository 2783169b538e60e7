using Azure.Identity;
using Lectern.Database;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Hooks;

/// <summary>The database of the migrations, for what a hook itself asks it.</summary>
internal static class MigrationConnection
{
    /// <summary>Opens the connection that <c>lectern db up</c> opens.</summary>
    public static NpgsqlConnection Open()
    {
        var environment = new Dictionary<string, string?>
        {
            ["DATABASE_AUTH"] = Hook.Optional("DATABASE_AUTH"),
        };
        MigrationAccess.Give(environment);
        var rendering = DatabaseUrl.Parse(environment["DATABASE_URL"]!)
            .Convert(Driver.Npgsql, new RenderOptions { Purpose = Purpose.Migration });
        return MigrationDatabase.Open(
            rendering.Text, environment["DATABASE_AUTH"] is "entra" ? new DefaultAzureCredential() : null);
    }
}
