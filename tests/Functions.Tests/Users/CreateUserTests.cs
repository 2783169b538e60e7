using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Users;

public sealed class CreateUserTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_created_user_is_answered_whole_with_its_place_and_tag()
    {
        var (path, created) = await NewUser.CreateAsync(
            api, ("username", "ada"), ("email", "Ada@Example.org"), ("role", "admin"), ("externalId", "7d9f"));

        Assert.Equal("\"1\"", created.ETag);
        Assert.Equal(
            ["createdAt", "email", "externalId", "id", "isActive", "role", "updatedAt", "username"],
            created.Json.AsObject().Select(member => member.Key).Order());
        Assert.Equal(
            ("ada", "Ada@Example.org", "admin", "7d9f", true),
            ((string?)created.Json["username"], (string?)created.Json["email"], (string?)created.Json["role"],
                (string?)created.Json["externalId"], (bool)created.Json["isActive"]!));
        Assert.Equal(created.Text, (await api.GetAsync(path)).Text);
    }

    [Theory]
    [InlineData("username")]
    [InlineData("email")]
    [InlineData("externalId")]
    public async Task What_must_be_unique_is_a_conflict_at_its_member(string member)
    {
        string taken = $"Taken.{member}@example.org";
        await NewUser.CreateAsync(api, (member, taken));

        // An id in a token means what it says to the letter; people do not.
        string again = member == "externalId" ? taken : taken.ToUpperInvariant();
        (await api.PostAsync("users", NewUser.Body((member, again))))
            .AssertProblem(409, "conflict").AssertErrorAt(member);
    }

    [Theory]
    [InlineData("username", "İclal", "i̇clal")]
    [InlineData("email", "élan@example.org", "ÉLAN@EXAMPLE.ORG")]
    public async Task Of_twenty_who_take_one_name_at_once_in_any_case_one_succeeds(
        string member, string lower, string upper)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            api.PostAsync("users", NewUser.Body((member, i % 2 == 0 ? lower : upper)))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.AssertProblem(409, "conflict").AssertErrorAt(member));
    }

    [Theory]
    [InlineData("username", "\"\"")]
    [InlineData("username", "null")]
    [InlineData("email", "\"a\"")]
    [InlineData("role", "\"root\"")]
    [InlineData("role", "\"Admin\"")]
    [InlineData("role", "null")]
    [InlineData("isActive", "\"yes\"")]
    [InlineData("externalId", "\"\"")]
    [InlineData("externalId", "7")]
    [InlineData("password", "\"x\"")]
    [InlineData("profile", "{}")]
    public async Task A_faulty_user_is_refused_at_its_member(string member, string value) =>
        (await api.PostAsync("users", NewUser.Body((member, JsonNode.Parse(value)))))
            .AssertProblem(422, "validation-failed").AssertErrorAt(member);

    [Fact]
    public async Task What_a_user_must_have_is_named() =>
        (await api.PostAsync("users", "{}")).AssertProblem(422, "validation-failed")
            .AssertErrorAt("username").AssertErrorAt("email").AssertErrorAt("role");
}
