using Lectern.Bench.Contestants.Limit;
using Lectern.Bench.Contestants.WithDapper;
using Lectern.Bench.Contestants.WithEfCore;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace Lectern.Bench.Contestants.Common;

/// <summary>The .NET contestants by their names.</summary>
internal static class ContestantApi
{
    /// <summary>With Lectern's pool and its number of prepared statements.</summary>
    public static WebApplication Build(string name, string connectionString, int port)
    {
        string pooled = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 20,
            MaxAutoPrepare = 100,
        }.ConnectionString;
        return name switch
        {
            "limit" => LimitApi.Build(pooled, port),
            "dapper" => DapperApi.Build(pooled, port),
            "ef-core" => EfCoreApi.Build(pooled, port),
            _ => throw new ArgumentException($"There is no contestant {name}.", nameof(name)),
        };
    }
}
