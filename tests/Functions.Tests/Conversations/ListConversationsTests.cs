using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

public sealed class ListConversationsTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Each_row_has_its_last_message_and_what_its_reader_has_not_read()
    {
        var (path, users) = await CreateAsync(api);
        await PostAsync(api, path, users[0], "one");
        await PostAsync(api, path, users[0], "two");
        var last = await PostAsync(api, path, users[0], "three \"é\" 😀\n<b>");

        var reader = Assert.Single((await api.GetAsync("conversations", As(users[1]))).Json["value"]!.AsArray())!;
        var sender = Assert.Single((await api.GetAsync("conversations", As(users[0]))).Json["value"]!.AsArray())!;

        Assert.Equal((3, 3), ((int?)reader["unreadCount"], (int?)reader["messageCount"]));
        Assert.Equal(0, (int?)sender["unreadCount"]);
        Assert.True(JsonNode.DeepEquals(last.Json, reader["lastMessage"]), reader.ToJsonString());
        Assert.Equal((string?)last.Json["createdAt"], (string?)reader["lastActivityAt"]);
    }

    [Theory]
    [InlineData("lastActivityAt")]
    [InlineData("-lastActivityAt")]
    [InlineData("createdAt")]
    [InlineData("-createdAt")]
    public async Task Pages_add_up_to_the_whole_list_in_its_order(string sort)
    {
        var user = await UserAsync(api);
        var made = new List<string>();
        for (int i = 0; i < 7; i++)
        {
            made.Add((string)(await api.PostAsync("conversations", Body($"{i}", user))).Json["id"]!);
        }

        await PostAsync(api, $"conversations/{made[2]}", user, "the latest");
        var subjects = new List<string>();
        for (string? path = $"conversations?limit=3&sort={sort}"; path is not null;)
        {
            var page = await api.GetAsync(path, As(user));
            Assert.Equal(HttpStatusCode.OK, page.Status);
            subjects.AddRange(page.Json["value"]!.AsArray().Select(row => (string)row!["subject"]!));
            path = (string?)page.Json["nextLink"];
        }

        string[] expected = sort.EndsWith("createdAt", StringComparison.Ordinal)
            ? ["0", "1", "2", "3", "4", "5", "6"]
            : ["0", "1", "3", "4", "5", "6", "2"];
        Assert.Equal(sort[0] == '-' ? expected.Reverse() : expected, subjects);
    }

    [Fact]
    public async Task The_last_activity_comes_first_unless_another_order_is_asked_for()
    {
        var user = await UserAsync(api);
        var quiet = await api.PostAsync("conversations", Body("quiet", user));
        await api.PostAsync("conversations", Body("busy", user));
        await PostAsync(api, $"conversations/{(string)quiet.Json["id"]!}", user, "not any more");

        var answer = await api.GetAsync("conversations?count=true&limit=1", As(user));

        Assert.Equal("quiet", (string?)answer.Json["value"]![0]!["subject"]);
        Assert.Equal(2, (int?)answer.Json["count"]);
        (await api.GetAsync("conversations?sort=subject")).AssertProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task An_export_has_the_rows_of_its_caller()
    {
        var (path, users) = await CreateAsync(api);
        await PostAsync(api, path, users[0], "=1+1");
        await CreateAsync(api);

        var rows = await api.GetAsync("conversations/export", As(users[0]));
        var csv = await api.GetAsync("conversations/export?format=csv", As(users[0]));

        var row = await api.GetAsync(path, As(users[0]));
        Assert.True(JsonNode.DeepEquals(row.Json, JsonNode.Parse(rows.Text)), rows.Text);
        Assert.StartsWith(
            "id,subject,participantIds,messageCount,unreadCount,", csv.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_million_messages_a_page_takes_its_rows_from_indexes()
    {
        const int looks = 8;
        await using var big = new SchoolApi(api.Server);
        await big.InitializeAsync();
        var user = await UserAsync(big);
        await FillAsync(big, user);
        await using var data = NpgsqlDataSource.Create(big.Database.SuperuserConnectionString);
        foreach (var (role, sort) in new[]
            { ("tutor", "-lastActivityAt"), ("tutor", "createdAt"), ("admin", "-lastActivityAt") })
        {
            var before = await ScansAsync(data);
            for (int look = 0; look < looks; look++)
            {
                var page = await big.GetAsync($"conversations?limit=50&sort={sort}", As(user, role));
                Assert.Equal(50, page.Json["value"]!.AsArray().Count);
                Assert.All(page.Json["value"]!.AsArray(), row => Assert.NotNull(row!["lastMessage"]));
            }

            // The server's own count, which its sessions report when they are idle.
            var after = before;
            for (int poll = 0; poll < 200 && after.Fetched - before.Fetched < looks * 51; poll++)
            {
                after = await ScansAsync(data);
            }

            Assert.Equal((looks * 51, 0), (after.Fetched - before.Fetched, after.Sequential - before.Sequential));
        }
    }

    /// <summary>100,000 conversations of 10 messages and 3 users each; the user takes part in 200 of them.</summary>
    private static Task FillAsync(SchoolApi api, Guid user) => SqlAsync(api, $"""
        set session_replication_role = replica;
        insert into conversations (id, subject, message_count, last_activity_at, created_at)
        select md5('c' || i)::uuid, 'Subject ' || i, 10, now() - i * interval '7 seconds',
            now() - i * interval '1 minute'
        from generate_series(1, 100000) i;
        insert into participants (conversation_id, user_id)
        select md5('c' || i)::uuid,
            case when i % 500 = 0 and k = 0 then '{user}'::uuid else md5('u' || (i * 3 + k) % 2000)::uuid end
        from generate_series(1, 100000) i, generate_series(0, 2) k;
        insert into messages (id, conversation_id, number, body)
        select md5(i || '/' || n)::uuid, md5('c' || i)::uuid, n, 'Message ' || n
        from generate_series(1, 100000) i, generate_series(1, 10) n;
        analyze conversations, participants, messages
        """);

    private static async Task<(long Fetched, long Sequential)> ScansAsync(NpgsqlDataSource data)
    {
        await using var command = data.CreateCommand("""
            select (select idx_tup_fetch from pg_stat_user_indexes
                    where indexrelname = 'messages_conversation_id_number'),
                (select sum(seq_scan)::bigint from pg_stat_user_tables
                    where relname in ('conversations', 'participants', 'messages')),
                pg_sleep(0.05)
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
