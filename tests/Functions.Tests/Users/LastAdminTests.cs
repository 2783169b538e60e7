using System.Net;
using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Users;

/// <summary>Without an active admin, nobody could make one.</summary>
public sealed class LastAdminTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("""{"role":"tutor"}""")]
    [InlineData("""{"isActive":false}""")]
    [InlineData("""{"role":"student","isActive":false}""")]
    public async Task The_last_active_admin_cannot_be_changed_into_something_else(string patch)
    {
        var (path, admin) = await OnlyAdminAsync();

        var refused = await api.PatchAsync(path, patch);

        refused.AssertProblem(409, "in-use");
        Assert.Contains("last active admin", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(admin.Text, (await api.GetAsync(path)).Text);
        Assert.Equal(HttpStatusCode.OK, (await api.PatchAsync(path, """{"externalId":null}""")).Status);
    }

    [Fact]
    public async Task The_last_active_admin_cannot_be_deleted()
    {
        var (path, _) = await OnlyAdminAsync();
        // An admin who is not active does not count.
        await NewUser.CreateAsync(api, ("role", "admin"), ("isActive", false));

        (await api.DeleteAsync(path)).AssertProblem(409, "in-use");

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path)).Status);
    }

    [Fact]
    public async Task An_admin_may_go_while_another_is_active()
    {
        var (first, _) = await OnlyAdminAsync();
        await NewUser.CreateAsync(api, ("role", "admin"));

        Assert.Equal(HttpStatusCode.OK, (await api.PatchAsync(first, """{"role":"tutor"}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(first)).Status);
    }

    [Fact]
    public async Task Of_two_at_once_who_each_remove_one_of_the_last_two_one_is_refused()
    {
        for (int round = 0; round < 10; round++)
        {
            var (first, _) = await OnlyAdminAsync();
            var (second, _) = await NewUser.CreateAsync(api, ("role", "admin"));

            var answers = await Task.WhenAll(
                api.PatchAsync(first, """{"isActive":false}"""), api.DeleteAsync(second));

            Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK or HttpStatusCode.NoContent);
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.Conflict).AssertProblem(409, "in-use");
        }
    }

    [Fact]
    public async Task Who_removes_the_other_admin_waits_for_a_removal_that_is_not_committed_yet()
    {
        var (path, _) = await OnlyAdminAsync();
        var (_, other) = await NewUser.CreateAsync(api, ("role", "admin"));
        await using var data = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using var connection = await data.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var removal = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var delete = new NpgsqlCommand(
            $"delete from users where id = '{(string)other.Json["id"]!}'", connection))
        {
            await delete.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var waiting = api.PatchAsync(path, """{"role":"tutor"}""");
        await Waiting.ForALockAsync(api);
        await removal.CommitAsync(TestContext.Current.CancellationToken);

        (await waiting).AssertProblem(409, "in-use");
    }

    [Theory]
    [InlineData("update users set is_active = false", "23514")]
    [InlineData("delete from users where role = 'admin'", "23514")]
    [InlineData("begin isolation level repeatable read; delete from users where role = 'admin'; commit", "0A000")]
    public async Task Sql_cannot_go_around_it(string sql, string sqlState)
    {
        await OnlyAdminAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Money.ExecuteAsync(api, sql));

        Assert.Equal(sqlState, refused.SqlState);
    }

    /// <summary>Makes an admin, and no other admin is active.</summary>
    private async Task<(string Path, Answer Answer)> OnlyAdminAsync()
    {
        var (path, admin) = await NewUser.CreateAsync(api, ("role", "admin"));
        foreach (string other in await api.IdsAsync("users?role=admin&active=true&limit=200"))
        {
            if (other != (string)admin.Json["id"]!)
            {
                await api.PatchAsync($"users/{other}", """{"isActive":false}""");
            }
        }

        return (path, admin);
    }
}
