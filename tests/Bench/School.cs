using System.Globalization;
using Lectern.Bench.Contestants.Common;
using Lectern.Bench.Measuring;
using Lectern.Testing;
using Npgsql;

namespace Lectern.Bench;

/// <summary>A PostgreSQL of this run's own with the school's schema and students in it.</summary>
internal sealed class School : IAsyncDisposable
{
    /// <summary>How many students a school has where the number does not matter.</summary>
    public const int Usual = 10_000;

    /// <summary>The user whose conversations are listed.</summary>
    public static readonly Guid Tutor = Guid.Parse("01990000-0000-7000-8000-000000000001");

    /// <summary>A user who posts messages.</summary>
    public const string Admin = "01990000-0000-7000-8000-000000000000";

    private const int StudentsKnown = 1_000;
    private const int DeepRow = 200_000;
    private const int MessagesPerConversation = 50;

    private readonly TestServer _server = new();
    private TestDatabase? _database;

    /// <summary>Npgsql's connection string for the serving role.</summary>
    public string ConnectionString => _database!.ApplicationConnectionString;

    /// <summary>Npgsql's connection string for the role that owns the tables.</summary>
    public string OwnerConnectionString => _database!.OwnerConnectionString;

    /// <summary>Students who are there.</summary>
    public IReadOnlyList<Guid> Students { get; private set; } = [];

    /// <summary>The cursor of page 10,000 of 20 students; in a smaller school, of a page in its middle.</summary>
    public string DeepCursor { get; private set; } = "";

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
        await school.AddStudentsAsync(1, students);
        school.Students = await ReadIdsAsync(owner);
        school.Processes = ServerProcesses.Of(owner);
        return school;
    }

    /// <summary>Adds students and messages, up to so many of each.</summary>
    public async Task GrowAsync(int rows)
    {
        await AddStudentsAsync(Usual + 1, rows);
        await ExecuteAsync($"""
            insert into users (id, username, email, role)
            select case number when 1 then '{Tutor}' else gen_random_uuid() end, 'user ' || number,
                'user' || number || '@example.org', case number % 2 when 1 then 'tutor' else 'student' end
            from generate_series(1, 1000) number
            """);
        await ExecuteAsync($"""
            insert into conversations (id, subject, message_count, last_activity_at)
            select gen_random_uuid(), 'Conversation ' || number, {MessagesPerConversation},
                timestamptz '2026-01-01Z' + number * interval '1 second'
            from generate_series(1, {rows / MessagesPerConversation}) number
            """);
        await ExecuteAsync($"""
            insert into participants (conversation_id, user_id)
            select conversations.id, users.id
            from (
                select id, row_number() over (order by last_activity_at) as place from conversations
                where message_count = {MessagesPerConversation}
            ) conversations
                join (select id, row_number() over (order by username) as place from users) users
                    on users.place % 500 = conversations.place % 500
            """);
        // No instance listens, so the notifications would be for nobody.
        await ExecuteAsync("alter table messages disable trigger messages_notify");
        await ExecuteAsync($"""
            insert into messages (id, conversation_id, number, body)
            select gen_random_uuid(), conversations.id, number, 'Message ' || number
            from conversations, generate_series(1, {MessagesPerConversation}) number
            where message_count = {MessagesPerConversation}
            """);
        await ExecuteAsync("alter table messages enable trigger messages_notify");
        await ExecuteAsync("vacuum analyze");
        DeepCursor = await ReadCursorAsync(Math.Min(DeepRow, rows / 2));
    }

    /// <summary>Runs a statement as the owner of the tables, however long it takes.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    // Times differ and have microseconds, as those of a school that has grown; some contestants write no zeros.
    private async Task AddStudentsAsync(int first, int last)
    {
        await ExecuteAsync($"""
            insert into students (id, full_name, email, grade, date_of_birth, created_at, updated_at)
            select gen_random_uuid(), 'Student ' || number, number || '@example.org', number % 13 + 1,
                date '2008-01-01' + number % 4000, time, time
            from generate_series({first}, {last}) number,
                lateral (select timestamptz '2020-01-01Z' + number * interval '1 minute 1.000001 second' as time) made
            where extract(microseconds from time)::int % 1000000 <> 0
            """);
        await ExecuteAsync("vacuum analyze students");
    }

    private async Task<string> ReadCursorAsync(int row)
    {
        await using var source = NpgsqlDataSource.Create(OwnerConnectionString);
        await using var command = source.CreateCommand(
            $"select created_at, id from students order by created_at, id offset {row} limit 1");
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        return Paging.CursorAfter(rows.GetDateTime(0), rows.GetGuid(1));
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
