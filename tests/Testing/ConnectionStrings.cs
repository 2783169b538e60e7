using Npgsql;

namespace Lectern.Testing;

public static class ConnectionStrings
{
    /// <returns>A copy of the connection string with the change.</returns>
    public static string With(this string connectionString, Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        change(builder);
        return builder.ConnectionString;
    }
}
