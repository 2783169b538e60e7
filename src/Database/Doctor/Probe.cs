using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Database.Doctor;

/// <summary>Unpooled connections of the doctor's own, told nothing that a pooler would refuse.</summary>
internal static class Probe
{
    private const int ConnectTimeoutSeconds = 5;
    private const int CommandTimeoutSeconds = 15;

    /// <summary>Opens a connection.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses the login.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(
        DatabaseUrl url, ApplicationDatabaseSettings settings, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnectionStringBuilder(url.ToNpgsql(Purpose.Application))
        {
            ApplicationName = "lectern doctor",
            Pooling = false,
            Timeout = ConnectTimeoutSeconds,
            CommandTimeout = CommandTimeoutSeconds,
        };
        if (url.Hosts.Length > 1)
        {
            connection.TargetSessionAttributes = "prefer-primary";
        }
        else
        {
            connection.Remove("Target Session Attributes");
        }

        if (settings.Credential is { } credential)
        {
            EntraTokens.Prepare(connection);
            connection.Password = await EntraTokens.TokenAsync(credential, cancellationToken);
        }

        var opened = new NpgsqlConnection(connection.ConnectionString);
        try
        {
            await opened.OpenAsync(cancellationToken);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks for one row.</summary>
    public static async Task<T> AskAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken,
        params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return read(reader);
    }
}
