using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

/// <summary>A message's transaction does not notify; the API does, after it. The table has the rest.</summary>
public sealed class NoticeTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_message_whose_notification_was_lost_is_still_an_event()
    {
        var (path, users) = await CreateAsync(api);
        using var events = await EventReader.OpenAsync(api, path, As(users[0]));
        await PostAsync(api, path, users[1], "heard of");
        await events.AssertNextAsync(1);

        await SqlAsync(api, "select set_config('lectern.notify_later', 'on', true);" + InsertInto(path));

        await events.AssertNextAsync(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_posted_message_is_notified_once(bool hasKey)
    {
        var (path, users) = await CreateAsync(api);
        await using var listening = await ListenAsync(path);

        await api.PostAsync(
            $"{path}/messages", MessageBody("told"),
            hasKey ? [.. As(users[0]), ("Idempotency-Key", $"{Guid.NewGuid()}")] : As(users[0]));

        await listening.AssertNextAsync(path.Split('/')[1]);
        await SqlAsync(api, "notify messages, 'end'");
        await listening.AssertNextAsync("end");
    }

    [Fact]
    public async Task A_message_that_is_written_by_hand_is_notified_in_its_transaction_unless_it_says_later()
    {
        var (path, _) = await CreateAsync(api);
        await using var listening = await ListenAsync(path);

        await SqlAsync(api, "select set_config('lectern.notify_later', 'on', true);" + InsertInto(path));
        await SqlAsync(api, "notify messages, 'between'");
        await SqlAsync(api, InsertInto(path));

        await listening.AssertNextAsync("between");
        await listening.AssertNextAsync(path.Split('/')[1]);
    }

    private static string InsertInto(string path) => $"""
        with numbered as (
            update conversations set message_count = message_count + 1 where id = '{path.Split('/')[1]}'
            returning id, message_count
        )
        insert into messages (id, conversation_id, number, body)
        select gen_random_uuid(), id, message_count, 'by hand' from numbered
        """;

    private async Task<Listener> ListenAsync(string path)
    {
        var connection = new NpgsqlConnection(api.Database.SuperuserConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var listener = new Listener(connection, path.Split('/')[1]);
        await listener.StartAsync();
        return listener;
    }

    private sealed class Listener : IAsyncDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly Queue<string> _heard = new();

        /// <summary>Hears of a conversation, and what is no conversation.</summary>
        public Listener(NpgsqlConnection connection, string conversationId)
        {
            _connection = connection;
            _connection.Notification += (sender, notification) =>
            {
                if (notification.Payload == conversationId || !Guid.TryParse(notification.Payload, out _))
                {
                    _heard.Enqueue(notification.Payload);
                }
            };
        }

        public async Task StartAsync()
        {
            await using var command = new NpgsqlCommand("listen messages", _connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        public async Task AssertNextAsync(string payload)
        {
            while (_heard.Count == 0)
            {
                await _connection.WaitAsync(TestContext.Current.CancellationToken);
            }

            Assert.Equal(payload, _heard.Dequeue());
        }

        public ValueTask DisposeAsync() => _connection.DisposeAsync();
    }
}
