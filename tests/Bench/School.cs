using Lectern.Testing;

namespace Lectern.Bench;

/// <summary>A PostgreSQL of this run's own with the school's schema and students in it.</summary>
internal sealed class School : IAsyncDisposable
{
    private const int Students = 10_000;

    private readonly TestServer _server = new();
    private TestDatabase? _database;

    /// <summary>Npgsql's connection string for the serving role.</summary>
    public string ConnectionString => _database!.ApplicationConnectionString;

    /// <summary>A student who is there.</summary>
    public Guid Student { get; private set; }

    public static async Task<School> OpenAsync()
    {
        var school = new School();
        await school._server.InitializeAsync();
        school._database = await school._server.CreateDatabaseAsync();
        Sql.Execute(school._database.OwnerConnectionString, $"""
            insert into students (id, full_name, email, grade)
            select gen_random_uuid(), 'Student ' || number, number || '@example.org', number % 13 + 1
            from generate_series(1, {Students}) number
            """);
        Sql.Execute(school._database.OwnerConnectionString, "analyze students");
        school.Student = Sql.Scalar<Guid>(school._database.OwnerConnectionString, "select id from students limit 1");
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
}
