using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Users;

public sealed class ListUsersTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Filters_let_through_what_meets_all_of_them_in_lists_and_exports()
    {
        string tag = $"{Guid.NewGuid():N}";
        foreach (var (name, role, active) in new[]
        {
            ("a", "admin", true), ("b", "tutor", true), ("c", "tutor", false), ("d", "student", true),
        })
        {
            await NewUser.CreateAsync(
                api, ("username", $"{name}{tag}"), ("email", $"{name}@{tag}.ORG"), ("role", role),
                ("isActive", active));
        }

        foreach (var (filter, expected) in new[]
        {
            ("", "abcd"), ("&role=tutor", "bc"), ("&active=true", "abd"), ("&active=false", "c"),
            ("&role=tutor&active=true", "b"), ("&role=admin&active=false", ""),
        })
        {
            // The tag is in the username and in the address, of which either will do.
            foreach (string q in new[] { tag, tag.ToUpperInvariant(), $"@{tag}.org" })
            {
                var list = await api.GetAsync($"users?q={q}{filter}&sort=username&count=true");
                var export = await api.GetAsync($"users/export?q={q}{filter}");

                Assert.Equal(expected, Names(list.Json["value"]!.AsArray()));
                Assert.Equal(expected.Length, (int)list.Json["count"]!);
                Assert.Equal(expected, Names(
                    export.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => JsonNode.Parse(row))));
            }
        }
    }

    [Fact]
    public async Task Wildcards_of_sql_stand_for_themselves()
    {
        await NewUser.CreateAsync(api, ("username", @"per%cent_\"));

        Assert.Single(await api.IdsAsync("users?q=r%25c"));
        Assert.Single(await api.IdsAsync("users?q=t_%5C"));
        Assert.Empty(await api.IdsAsync("users?q=p_r"));
    }

    [Fact]
    public async Task Profiles_are_joined_when_asked_for_and_users_without_one_stay()
    {
        string tag = $"{Guid.NewGuid():N}";
        var (path, _) = await NewUser.CreateAsync(api, ("username", $"a{tag}"));
        await NewUser.CreateAsync(api, ("username", $"b{tag}"));
        await api.PutAsync($"{path}/profile", NewUser.Profile);

        var plain = await api.GetAsync($"users?q={tag}");
        var expanded = await api.GetAsync($"users?q={tag}&expand=profile&sort=username&count=true");

        Assert.All(plain.Json["value"]!.AsArray(), user => Assert.False(user!.AsObject().ContainsKey("profile")));
        Assert.Equal(2, (int?)expanded.Json["count"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(NewUser.Profile), expanded.Json["value"]![0]!["profile"]));
        Assert.False(expanded.Json["value"]![1]!.AsObject().ContainsKey("profile"));
    }

    [Theory]
    [InlineData("expand=secrets")]
    [InlineData("role=root")]
    [InlineData("active=maybe")]
    [InlineData("sort=email")]
    [InlineData("q=%00")]
    public async Task A_query_that_means_nothing_is_refused(string query) =>
        (await api.GetAsync($"users?{query}")).AssertProblem(400, "invalid-parameter");

    [Fact]
    public async Task An_export_has_no_profiles() =>
        (await api.GetAsync("users/export?expand=profile")).AssertProblem(400, "unknown-parameter");

    /// <summary>The first letters of the usernames.</summary>
    private static string Names(IEnumerable<JsonNode?> users) =>
        string.Concat(users.Select(user => ((string)user!["username"]!)[0]).Order());
}
