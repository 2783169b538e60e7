using Lectern.Functions.Tests.Lists;
using Lectern.Functions.Tests.Statements;
using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Conversations;

internal sealed class ConversationSamples : Samples
{
    public override IReadOnlyDictionary<string, string> Statuses => new Dictionary<string, string>
    {
        ["listConversations"] = "ok  ok  ok  ok  ok",
        ["exportConversations"] = "ok  ok  ok  ok  ok",
        ["getConversation"] = "ok  404 404 ok  ok",
        ["createConversation"] = "ok  ok  ok  ok  ok",
        ["markConversationRead"] = "ok  404 404 ok  ok",
        ["listMessages"] = "ok  404 404 ok  ok",
        ["exportMessages"] = "ok  404 404 ok  ok",
        ["getMessage"] = "ok  404 404 ok  ok",
        ["createMessage"] = "ok  404 404 ok  ok",
        ["streamConversationEvents"] = "ok  404 404 ok  ok",
    };

    public override string World => """
        insert into conversations (id, subject, message_count) values ('{conversations}', 's', 1);
        insert into participants (conversation_id, user_id)
            values ('{conversations}', '{student}'), ('{conversations}', '{tutor}');
        insert into messages (id, conversation_id, number, body) values ('{messages}', '{conversations}', 1, 'b');
        """;

    public override IReadOnlyDictionary<string, string> Aliases =>
        new Dictionary<string, string> { ["participants"] = "student" };

    public override IReadOnlyList<SampleTable> Tables =>
    [
        new("conversations", """
            insert into conversations (id, subject, last_activity_at, created_at)
                select pg_temp.id(n), pg_temp.cell(n), pg_temp.tie(n + 1), pg_temp.tie(n) from numbers;
            """),
        new("participants", $"""
            insert into participants (conversation_id, user_id)
                select pg_temp.id(n), '{FullSchool.First}' from numbers;
            """,
            Key: "conversation_id"),
        new("messages", $"""
            insert into messages (id, conversation_id, number, body)
                select pg_temp.id(n), '{FullSchool.First}', n, pg_temp.cell(n) from numbers;
            """),
    ];

    public override string Rest =>
        $"update conversations set message_count = {FullSchool.Rows} where id = '{FullSchool.First}';";

    public override string Contradictions => """
        select
            (select count(*) from conversations c
             where message_count <> (select count(*) from messages where conversation_id = c.id))
            + (select count(*) from participants join conversations on conversations.id = conversation_id
               where last_read_number > message_count)
        """;

    public override IReadOnlyDictionary<string, string> Archived => new Dictionary<string, string>
    {
        ["listMessages"] = $"conversations/{LargeSchool.Id(1)}/messages",
        ["exportMessages"] = $"conversations/{LargeSchool.Id(1)}/messages/export",
        ["getMessage"] = $"conversations/{LargeSchool.Id(1)}/messages/{LargeSchool.Id(2)}",
    };

    public override string Large => """
        insert into conversations (id, subject, message_count, last_activity_at, created_at)
            select pg_temp.id(n), 'subject', 10, pg_temp.at(n * 17 % (pg_temp.rows() / 10) + 1, pg_temp.rows() / 10),
                pg_temp.at(n, pg_temp.rows() / 10)
            from generate_series(1, pg_temp.rows() / 10) n;
        insert into participants (conversation_id, user_id)
            select pg_temp.id(n), pg_temp.id(n % pg_temp.students() + 1)
            from generate_series(1, pg_temp.rows() / 10) n
            union all
            select pg_temp.id(n), pg_temp.id(pg_temp.students() + n % pg_temp.tutors() + 1)
            from generate_series(1, pg_temp.rows() / 10) n;
        insert into messages (id, conversation_id, number, sender_id, is_bot, body, created_at)
            select pg_temp.id(n), pg_temp.id((n - 1) / 10 + 1), (n - 1) % 10 + 1,
                pg_temp.id((n - 1) / 10 % pg_temp.students() + 1), n % 5 = 0, repeat('words and words ', 4),
                pg_temp.at(n, pg_temp.rows())
            from generate_series(1, pg_temp.rows()) n;
        """;
}
