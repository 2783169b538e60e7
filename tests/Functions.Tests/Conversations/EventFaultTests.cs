using System.Net.Sockets;
using System.Text;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

public sealed class EventFaultTests(TestServer server)
{
    private const int Subscribers = 1000;

    /// <summary>A condition of <c>pg_stat_activity</c>: the last statement of a connection that listens.</summary>
    private const string Listening =
        "(query = 'listen messages' or query like '%unnest($1, $2) as held%') and pid <> pg_backend_pid()";

    /// <summary>A pool that a thousand streams could not share if each held a connection.</summary>
    private sealed class NarrowApi(TestServer server) : SchoolApi(server)
    {
        protected override string Tuning =>
            ";Maximum Pool Size=4;Connection Idle Lifetime=1;Connection Pruning Interval=1";

        protected override Dictionary<string, string?> Settings =>
            new(base.Settings)
            {
                ["ADMISSION_EVENT_STREAMS_PER_CALLER"] = $"{Subscribers}",
                ["ADMISSION_WAITING"] = $"{Subscribers}",
                // A slow machine must not end them.
                ["EVENTS_LIFE_SECONDS"] = "3600",
                ["STREAM_WRITE_SECONDS"] = "120",
            };
    }

    private sealed class HastyApi(TestServer server) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings =>
            new(base.Settings) { ["STREAM_WRITE_SECONDS"] = "1", ["EVENTS_CHECK_SECONDS"] = "0.2" };
    }

    [Fact]
    public async Task A_thousand_subscribers_hold_one_connection_and_share_one_read_of_each_message()
    {
        const int messages = 100;
        await using var api = new NarrowApi(server);
        await api.InitializeAsync();
        var (path, users) = await CreateAsync(api);
        var streams = new List<EventReader>();
        try
        {
            for (int batch = 0; batch < Subscribers / 50; batch++)
            {
                streams.AddRange(await Task.WhenAll(
                    Enumerable.Range(0, 50).Select(_ => EventReader.OpenAsync(api, path, As(users[0])))));
            }

            await UntilAsync(api, "select count(*) = 1 from pg_stat_activity where usename = 'lectern_app' "
                + "and datname = current_database()");
            await UntilAsync(api, IsListening(1));

            int[] expected = [.. Enumerable.Range(1, messages)];
            var received = Task.WhenAll(streams.Select(stream => stream.AssertNextAsync(expected)));
            for (int i = 0; i < messages; i++)
            {
                await PostAsync(api, path, users[1], "to all");
            }

            await received;
            Assert.InRange(await MessageReadsAsync(api), 1, 2 * messages);
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
    }

    [Fact]
    public async Task More_messages_than_are_kept_in_memory_reach_each_subscriber_from_the_table()
    {
        const int messages = 200;
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (path, users) = await CreateAsync(api);
        using var first = await EventReader.OpenAsync(api, path, As(users[0]));
        using var second = await EventReader.OpenAsync(api, path, As(users[1]));

        // One transaction, so one notification; 2.4 MB.
        await SqlAsync(api, $"""
            insert into messages (id, conversation_id, number, body)
            select gen_random_uuid(), '{path.Split('/')[1]}', number, repeat('€', 4000)
            from generate_series(1, {messages}) number
            """);

        int[] expected = [.. Enumerable.Range(1, messages)];
        await first.AssertNextAsync(expected);
        await second.AssertNextAsync(expected);
    }

    [Fact]
    public async Task The_death_of_the_listening_connection_loses_no_message()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (path, users) = await CreateAsync(api);
        using var events = await EventReader.OpenAsync(api, path, As(users[0]));
        await PostAsync(api, path, users[1], "first");
        await events.AssertNextAsync(1);

        for (int round = 0; round < 5; round++)
        {
            // Killed and posted in one transaction: the notification goes to nobody.
            await SqlAsync(api, $"""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and {Listening};
                with numbered as (
                    update conversations set message_count = message_count + 1 where id = '{path.Split('/')[1]}'
                    returning id, message_count
                )
                insert into messages (id, conversation_id, number, body)
                select gen_random_uuid(), id, message_count, 'in the gap' from numbered
                """);
            await events.AssertNextAsync(round + 2);
        }
    }

    [Fact]
    public async Task A_failover_that_kills_every_connection_does_not_end_a_stream()
    {
        await using var api = new SchoolApi(server);
        await api.InitializeAsync();
        var (path, users) = await CreateAsync(api);
        using var events = await EventReader.OpenAsync(api, path, As(users[0]));

        for (int number = 1; number <= 5; number++)
        {
            await server.ExecuteAsync(
                $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{api.Database.Name}'");
            while ((await api.PostAsync($"{path}/messages", MessageBody("again"), As(users[1]))).Status
                != System.Net.HttpStatusCode.Created)
            {
                // The pool hands out its dead connections first.
            }

            await events.AssertNextAsync(number);
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_and_the_listener_ends_with_the_last()
    {
        await using var api = new HastyApi(server);
        await api.InitializeAsync();
        var (path, users) = await CreateAsync(api);
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await client.ConnectAsync("127.0.0.1", api.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await client.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /api/{path}/events HTTP/1.1\r\nHost: x\r\nX-Dev-Role: tutor\r\nX-Dev-User: {users[0]}\r\n\r\n"),
            TestContext.Current.CancellationToken);
        await UntilAsync(api, IsListening(1));

        // 36 MB, which no buffer on the way can hold.
        await SqlAsync(api, $"""
            insert into messages (id, conversation_id, number, body)
            select gen_random_uuid(), '{path.Split('/')[1]}', number, repeat('€', 4000)
            from generate_series(1, 3000) number
            """);

        await UntilAsync(api, IsListening(0));
    }

    /// <summary>How often the table of messages was read. Sessions report it at their end at the latest.</summary>
    private static async Task<long> MessageReadsAsync(SchoolApi api)
    {
        await using var data = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString);
        await using var end = data.CreateCommand("""
            select pg_terminate_backend(pid, 10000) from pg_stat_activity
            where usename = 'lectern_app' and datname = current_database()
            """);
        await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var reads = data.CreateCommand(
            "select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables "
            + "where relid = 'messages'::regclass");
        return (long)(await reads.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The listening connection is there as long as somebody subscribes.</summary>
    private static string IsListening(int connections) => $"""
        select count(*) = {connections} from pg_stat_activity where usename = 'lectern_app'
        and datname = current_database() and {Listening}
        """;

    private static async Task UntilAsync(SchoolApi api, string condition)
    {
        await using var data = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString);
        await UntilAsync(() =>
        {
            using var command = data.CreateCommand(condition);
            return (bool)command.ExecuteScalar()!;
        });
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (int look = 0; !condition(); look++)
        {
            Assert.True(look < 400, "It did not come to pass within 20 seconds.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
