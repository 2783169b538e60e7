using System.Globalization;
using Lectern.Bench.Measuring;
using Lectern.Testing;
using Npgsql;

namespace Lectern.Bench;

/// <summary>A PostgreSQL of this run's own with the school's schema and students in it.</summary>
internal sealed class School : IAsyncDisposable
{
    /// <summary>How many students a school has where the number does not matter.</summary>
    public const int Usual = 10_000;

    private const int StudentsKnown = 1_000;

    private readonly TestServer _server = new();
    private TestDatabase? _database;

    /// <summary>Npgsql's connection string for the serving role.</summary>
    public string ConnectionString => _database!.ApplicationConnectionString;

    /// <summary>Npgsql's connection string for the role that owns the tables.</summary>
    public string OwnerConnectionString => _database!.OwnerConnectionString;

    /// <summary>Students who are there.</summary>
    public IReadOnlyList<Guid> Students { get; private set; } = [];

    /// <summary>PostgreSQL's processes.</summary>
    public ProcessTree Processes { get; private set; } = new(0);

    /// <summary>The database, as libpq and the drivers of other languages take it from the environment.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            var connection = new NpgsqlConnectionStringBuilder(ConnectionString);
            return new Dictionary<string, string>
            {
                ["PGHOST"] = connection.Host!,
                ["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = connection.Username!,
                ["PGDATABASE"] = connection.Database!,
                ["PGPASSWORD"] = _server.Password,
            };
        }
    }

    public static async Task<School> OpenAsync(int students = Usual)
    {
        var school = new School();
        await school._server.InitializeAsync();
        school._database = await school._server.CreateDatabaseAsync();
        string owner = school.OwnerConnectionString;
        // Times differ and have microseconds, as those of a school that has grown; some contestants write no zeros.
        Sql.Execute(owner, $"""
            insert into students (id, full_name, email, grade, date_of_birth, created_at, updated_at)
            select gen_random_uuid(), 'Student ' || number, number || '@example.org', number % 13 + 1,
                date '2008-01-01' + number % 4000, time, time
            from generate_series(1, {students}) number,
                lateral (select timestamptz '2020-01-01Z' + number * interval '1 minute 1.000001 second' as time) made
            where extract(microseconds from time)::int % 1000000 <> 0
            """);
        Sql.Execute(owner, "vacuum analyze students");
        school.Students = await ReadIdsAsync(owner);
        school.Processes = new(ProcessTree.ParentOf(Sql.Scalar<int>(owner, "select pg_backend_pid()")));
        return school;
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    private static async Task<IReadOnlyList<Guid>> ReadIdsAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand($"select id from students order by id limit {StudentsKnown}");
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await rows.ReadAsync())
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }
}
