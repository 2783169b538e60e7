using System.Net;
using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Users;

public sealed class ProfileTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_profile_is_written_with_its_versions_and_read_back()
    {
        string path = await ProfileAsync();
        (await api.GetAsync(path)).AssertProblem(404, "not-found");
        (await api.PutAsync(path, NewUser.Profile, ("If-Match", "\"1\""))).AssertProblem(412, "precondition-failed");

        var first = await api.PutAsync(path, NewUser.Profile);
        var second = await api.PutAsync(
            path, """{"fullName":"Zoë","timeZone":"Europe/Vienna","locale":"de"}""", ("If-Match", "\"1\""));

        Assert.Equal(("\"1\"", "\"2\""), (first.ETag, second.ETag));
        // A PUT replaces: what the second left out is gone.
        Assert.Null(second.Json["phone"]);
        (await api.PutAsync(path, NewUser.Profile, ("If-Match", "\"1\""))).AssertProblem(412, "precondition-failed");
        Assert.Equal(second.Text, (await api.GetAsync(path)).Text);
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(path, ("If-None-Match", "\"2\""))).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, ("If-None-Match", "\"1\""))).Status);
    }

    [Theory]
    [InlineData("\"Europe/Vienna\"", "\"Mars/Olympus\"", "timeZone")]
    [InlineData("\"Europe/Vienna\"", "\"../../etc/passwd\"", "timeZone")]
    [InlineData("\"Europe/Vienna\"", "\"/dev/zero\"", "timeZone")]
    [InlineData("\"Europe/Vienna\"", "\"localtime\"", "timeZone")]
    [InlineData("\"Europe/Vienna\"", "\"right/UTC\"", "timeZone")]
    [InlineData("\"Europe/Vienna\"", "\"W. Europe Standard Time\"", "timeZone")]
    [InlineData("\"Europe/Vienna\"", "\"+01:00\"", "timeZone")]
    [InlineData("\"Europe/Vienna\"", "null", "timeZone")]
    [InlineData("\"de-AT\"", "\"de_AT\"", "locale")]
    [InlineData("\"de-AT\"", "\"\"", "locale")]
    [InlineData("\"de-AT\"", "\"de-abcdefgh-abcdefgh-abcdefgh-abcdefgh\"", "locale")]
    [InlineData("\"Zoë\"", "\" \"", "fullName")]
    [InlineData("\"+43 1 234\"", "\"\"", "phone")]
    public async Task A_faulty_profile_is_refused_at_its_member_in_words(string right, string wrong, string member)
    {
        var answer = await api.PutAsync(
            await ProfileAsync(), NewUser.Profile.Replace(right, wrong, StringComparison.Ordinal));

        answer.AssertProblem(422, "validation-failed").AssertErrorAt(member);
        Assert.StartsWith("must ", (string)answer.Json["errors"]![member]![0]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/GMT+1")]
    [InlineData("America/Argentina/ComodRivadavia")]
    public async Task Zones_have_the_names_of_the_iana_database(string zone) =>
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync(
            await ProfileAsync(), NewUser.Profile.Replace("Europe/Vienna", zone, StringComparison.Ordinal))).Status);

    [Fact]
    public async Task Of_twenty_simultaneous_writers_with_one_tag_one_wins()
    {
        string path = await ProfileAsync();
        var first = await api.PutAsync(path, NewUser.Profile);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => api.PutAsync(
            path, NewUser.Profile.Replace("234", $"{i}", StringComparison.Ordinal), ("If-Match", first.ETag!))));

        var winner = answers.AssertOneWon(412, "precondition-failed");
        Assert.Equal(winner.Text, (await api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Twenty_first_profiles_at_once_are_one()
    {
        string path = await ProfileAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.PutAsync(path, NewUser.Profile)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.Status, answer.ETag)));
    }

    [Fact]
    public async Task A_profile_for_a_user_who_is_being_deleted_is_not_found()
    {
        var (path, created) = await NewUser.CreateAsync(api);
        await using var data = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using var connection = await data.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var deletion = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var delete = new NpgsqlCommand(
            $"delete from users where id = '{(string)created.Json["id"]!}'", connection))
        {
            await delete.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var writing = api.PutAsync($"{path}/profile", NewUser.Profile);
        await Waiting.ForALockAsync(api);
        await deletion.CommitAsync(TestContext.Current.CancellationToken);

        (await writing).AssertProblem(404, "not-found");
    }

    [Fact]
    public async Task Everybody_sees_himself_and_nobody_else()
    {
        var (path, created) = await NewUser.CreateAsync(api, ("role", "student"));
        string others = await ProfileAsync();
        await api.PutAsync($"{path}/profile", NewUser.Profile);
        await api.PutAsync(others, NewUser.Profile);
        var self = NewUser.CallerOf(created);

        var me = await api.GetAsync("me", self);

        Assert.Equal(
            ((string?)created.Json["id"], "Zoë"), ((string?)me.Json["id"], (string?)me.Json["profile"]!["fullName"]));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"{path}/profile", self)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync($"{path}/profile", NewUser.Profile, self)).Status);
        (await api.GetAsync(others, self)).AssertProblem(404, "not-found");
        (await api.PutAsync(others, NewUser.Profile, self)).AssertProblem(404, "not-found");
        (await api.GetAsync(path, self)).AssertProblem(403, "forbidden");
        (await api.GetAsync("users", self)).AssertProblem(403, "forbidden");
    }

    [Fact]
    public async Task Who_has_no_profile_yet_is_told_without_one()
    {
        var (_, created) = await NewUser.CreateAsync(api);

        var me = await api.GetAsync("me", NewUser.CallerOf(created));

        Assert.Equal((string?)created.Json["username"], (string?)me.Json["username"]);
        Assert.False(me.Json.AsObject().ContainsKey("profile"));
    }

    [Fact]
    public async Task A_developer_without_a_user_is_told_how_to_be_one() =>
        (await api.GetAsync("me")).AssertProblem(404, "not-found");

    private async Task<string> ProfileAsync() => $"{(await NewUser.CreateAsync(api)).Path}/profile";
}
