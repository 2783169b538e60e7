using Lectern.Database;
using Lectern.DatabaseUrls;
using Npgsql;

namespace Lectern.Cli.Doctor;

/// <summary>The doctor's own connections: unpooled, and without startup parameters that a pooler refuses.</summary>
internal static class UnpooledConnection
{
    private const int ConnectTimeoutSeconds = 5;
    private const int CommandTimeoutSeconds = 15;

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
            await EntraTokens.SignInAsync(connection, credential, cancellationToken);
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

    /// <summary>Reads the first row of a query.</summary>
    public static async Task<T> QueryRowAsync<T>(
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
