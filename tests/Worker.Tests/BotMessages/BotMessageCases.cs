using Lectern.Worker.Tests.HostComparison;
using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.BotMessages;

internal sealed class BotMessageCases : ResourceCases
{
    public override string Rows => """
        insert into bot_templates (id, name, locale, body, placeholders, created_at)
            select pg_temp.id(n), 'template.' || n % 5, 'en-' || n, pg_temp.name(n), '{}', pg_temp.tie(n)
            from numbers;
        insert into bot_templates (id, name, locale, body, placeholders)
            select pg_temp.id(max(n) + 1), 'greeting', 'en', 'Hello {{name}}', array['name'] from numbers;
        """;

    public override IReadOnlyList<string> Lists =>
        ["bot-messages/templates?limit=3", "bot-messages/templates?name=template.1&locale=en-1&active=true"];

    public override IReadOnlyList<string> Paged => ["bot-messages/templates?limit=13&sort=-name"];

    public override IReadOnlyList<string> Items => [$"bot-messages/templates/{First}"];

    public override IReadOnlyList<string> Exports => ["bot-messages/templates"];

    public override IReadOnlyList<string> RolePaths => ["bot-messages/templates?limit=1"];

    public override IEnumerable<Case> Writing =>
    [
        new(
            "bot template from create to delete",
            Post("bot-messages/templates", """{"name":"cmp","locale":"de","body":"Hallo {{name}}"}"""),
            Post("bot-messages/templates/{id}/render", """{"values":{"name":"Ada"}}"""),
            Post("bot-messages/templates/{id}/render", """{"values":{"wrong":"Ada"}}"""),
            Patch("bot-messages/templates/{id}", """{"isActive":false}"""),
            Delete("bot-messages/templates/{id}")),
        new(
            "bot message",
            Post("bot-messages", $$$"""
                {"name":"greeting","locale":"en-GB","conversationId":"{{{Id(2)}}}","values":{"name":"Ada"}}
                """),
            Post("bot-messages", $$$"""
                {"template":{"name":"greeting","locale":"en-GB"},"conversationId":"{{{Id(2)}}}",
                "values":{"name":"Ada"}}
                """)),
    ];
}
