using System.Text;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;
using static Lectern.Functions.Tests.Conversations.NewConversation;

namespace Lectern.Functions.Tests.Conversations;

/// <summary>A stream ends soon after its caller may no longer see the conversation.</summary>
public sealed class EventAccessTests(TestServer server)
{
    private sealed class QuickApi(TestServer server) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings =>
            new(base.Settings) { ["EVENTS_ACCESS_SECONDS"] = "0.2" };
    }

    /// <summary>As deployed behind App Service authentication, where the role is the user's.</summary>
    private sealed class PlatformApi(TestServer server) : SchoolApi(server)
    {
        protected override Dictionary<string, string?> Settings =>
            new() { ["WEBSITE_AUTH_ENABLED"] = "True", ["EVENTS_ACCESS_SECONDS"] = "0.2" };
    }

    [Theory]
    [InlineData("update users set is_active = false where id = '{0}'")]
    [InlineData("delete from participants where user_id = '{0}'")]
    public async Task The_streams_of_a_user_who_lost_access_end_and_others_stay(string loss)
    {
        await using var api = new QuickApi(server);
        await api.InitializeAsync();
        var (path, users) = await CreateAsync(api);
        using var lost = await EventReader.OpenAsync(api, path, As(users[0]));
        using var lostToo = await EventReader.OpenAsync(api, path, As(users[0]));
        using var kept = await EventReader.OpenAsync(api, path, As(users[1]));
        using var developer = await EventReader.OpenAsync(api, path, [("X-Dev-Role", "admin")]);

        await SqlAsync(api, loss.Replace("{0}", $"{users[0]}", StringComparison.Ordinal));

        Assert.Null(await lost.NextAsync());
        Assert.Null(await lostToo.NextAsync());
        await PostAsync(api, path, users[1], "to those who stay");
        await kept.AssertNextAsync(1);
        await developer.AssertNextAsync(1);
    }

    [Fact]
    public async Task The_stream_of_a_user_whose_role_has_changed_ends()
    {
        await using var api = new PlatformApi(server);
        await api.InitializeAsync();
        await SqlAsync(api, """
            insert into users (id, username, email, role, external_id) values
                (gen_random_uuid(), 'demoted', 'demoted@example.org', 'admin', 'demoted'),
                (gen_random_uuid(), 'head', 'head@example.org', 'admin', 'head');
            insert into conversations (id, subject) values ('00000000-0000-7000-8000-000000000001', 'Fractions');
            """);
        const string path = "conversations/00000000-0000-7000-8000-000000000001";
        using var demoted = await EventReader.OpenAsync(api, path, Principal("demoted"));
        using var head = await EventReader.OpenAsync(api, path, Principal("head"));

        await SqlAsync(api, "update users set role = 'tutor' where username = 'demoted'");

        Assert.Null(await demoted.NextAsync());
        await SqlAsync(api, $"""
            insert into messages (id, conversation_id, number, body)
            values (gen_random_uuid(), '{path.Split('/')[1]}', 1, 'to those who stay')
            """);
        await head.AssertNextAsync(1);
    }

    private static (string, string)[] Principal(string objectId) =>
    [
        ("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $$"""{"claims":[{"typ":"oid","val":"{{objectId}}"}]}"""))),
    ];
}
