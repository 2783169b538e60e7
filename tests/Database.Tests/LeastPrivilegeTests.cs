using Lectern.DatabaseUrls;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Database.Tests;

public sealed class LeastPrivilegeTests(TestServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_role_that_reads_and_writes_rows_may_serve()
    {
        await using var database = Create(_database.ApplicationConnectionString);

        await database.WarmUpAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("alter role {0} superuser", "is a superuser")]
    [InlineData("alter role {0} createrole", "can create roles")]
    [InlineData("alter role {0} createdb", "can create databases")]
    [InlineData("alter role {0} bypassrls", "bypasses row security")]
    [InlineData("grant lectern_owner to {0}", "owns")]
    [InlineData("grant create on schema public to {0}", "can create objects in schema public")]
    [InlineData("grant create on database {1} to {0}", "can create schemas")]
    public async Task A_role_that_may_do_more_is_refused_by_the_name_of_the_right(string grant, string right)
    {
        string role = $"privileged_{Guid.NewGuid():N}";
        await server.ExecuteAsync(
            $"create role {role} login password '{server.Password}'; grant lectern_app to {role};"
            + string.Format(null, grant, role, _database.Name),
            _database.Name);
        try
        {
            string connectionString = server.ConnectionString(role, _database.Name);
            await using var database = Create(connectionString);
            await using var allowed = ApplicationDatabase.Create(
                DatabaseUrl.Parse(connectionString), new() { AllowPrivilegedRole = true });

            var refused = await Assert.ThrowsAsync<PrivilegedRoleException>(
                () => database.WarmUpAsync(TestContext.Current.CancellationToken));

            Assert.Contains(role, refused.Message, StringComparison.Ordinal);
            Assert.Contains(right, refused.Message, StringComparison.Ordinal);
            Assert.Contains("Serve with lectern_app", refused.Message, StringComparison.Ordinal);
            Assert.Contains("ALLOW_PRIVILEGED_DATABASE_ROLE=true", refused.Message, StringComparison.Ordinal);
            await allowed.WarmUpAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            await server.ExecuteAsync($"drop owned by {role}; drop role {role}", _database.Name);
        }
    }

    [Fact]
    public async Task With_several_hosts_the_exception_names_the_reason_too()
    {
        var owner = new NpgsqlConnectionStringBuilder(_database.OwnerConnectionString);
        owner.Host = $"127.0.0.1:1,{owner.Host}:{owner.Port}";
        await using var database = Create(owner.ConnectionString);

        await Assert.ThrowsAsync<PrivilegedRoleException>(
            () => database.WarmUpAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_right_that_is_granted_later_refuses_new_connections()
    {
        await using var database = Create(_database.ApplicationConnectionString);
        await database.WarmUpAsync(TestContext.Current.CancellationToken);
        await server.ExecuteAsync("grant create on schema public to lectern_app", _database.Name);
        await using var old = await database.Primary.OpenConnectionAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<PrivilegedRoleException>(
            async () => await database.Primary.OpenConnectionAsync(TestContext.Current.CancellationToken));
    }

    private static ApplicationDatabase Create(string connectionString) =>
        ApplicationDatabase.Create(DatabaseUrl.Parse(connectionString), new());
}
