using Lectern.Faults.Tests.Schools;
using Lectern.LocalPostgres;
using Lectern.Testing;
using Npgsql;

namespace Lectern.Faults.Tests.Faults;

/// <summary>Other programs take all connections of the server.</summary>
internal sealed class ConnectionsExhausted : Fault
{
    public override string Name => "others take all connections";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        var taken = new List<NpgsqlConnection>();
        try
        {
            TakeAll(school, taken);
            Backends.Terminate(school);
            for (var end = LastAsync(token); !end.IsCompleted; await Task.Delay(Pause, token))
            {
                TakeAll(school, taken);
            }
        }
        finally
        {
            taken.ForEach(connection => connection.Dispose());
        }
    }

    private static void TakeAll(School school, List<NpgsqlConnection> taken)
    {
        try
        {
            while (true)
            {
                taken.Add(Sql.Open(school.ConnectionString(SchoolDatabase.OwnerRole)));
            }
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            // None is left.
        }
    }
}
