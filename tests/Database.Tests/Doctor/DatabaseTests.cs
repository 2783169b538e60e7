using Lectern.Database.Doctor;
using Lectern.Testing;
using Xunit;

namespace Lectern.Database.Tests.Doctor;

/// <summary>Faults of roles, schema and sizes.</summary>
public sealed class DatabaseTests(TestServer server)
{
    [Fact]
    public async Task A_role_without_rights()
    {
        await using var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"create role doctor_stranger login password '{server.Password}'");

        (await Examinations.ExamineAsync(server.ConnectionString("doctor_stranger", database.Name)))
            .AssertOnlyFault("rights", "doctor_stranger has too few rights: it may not read and write", "lectern_app");
    }

    [Theory]
    [InlineData("lectern_owner", "owns")]
    [InlineData("postgres", "is a superuser")]
    public async Task A_role_with_too_many_rights(string role, string right)
    {
        await using var database = await server.CreateDatabaseAsync();

        (await Examinations.ExamineAsync(server.ConnectionString(role, database.Name)))
            .AssertOnlyFault("rights", right, "Serve with lectern_app");
    }

    [Fact]
    public async Task A_role_that_may_create_tables_has_too_many_rights()
    {
        await using var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync("grant create on schema public to lectern_app", database.Name);

        (await Examinations.ExamineAsync(database.ApplicationConnectionString))
            .AssertOnlyFault("rights", "may create in schema public", "Serve with lectern_app");
    }

    [Fact]
    public async Task A_schema_that_is_behind()
    {
        await using var database = await server.CreateDatabaseAsync();
        var newer = new Examination
        {
            Url = database.ApplicationConnectionString,
            Scripts = [.. Examinations.Scripts, "9999_later.sql"],
        };

        (await Examinations.ExamineAsync(newer)).AssertOnlyFault(
            "schema", $"1 of {newer.Scripts.Count} scripts have not run (9999_later.sql)", "lectern db up");
    }

    [Fact]
    public async Task A_database_without_any_schema()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();

        (await Examinations.ExamineAsync(database.ApplicationConnectionString))
            .AssertOnlyFault("schema", "The schema is behind", "lectern db up");
    }

    [Fact]
    public async Task A_schema_that_is_ahead_is_a_warning()
    {
        await using var database = await server.CreateDatabaseAsync();

        var reports = await Examinations.ExamineAsync(
            new Examination { Url = database.ApplicationConnectionString, Scripts = [] });

        reports.AssertHealthy();
        Assert.Equal(Verdict.Warning, reports.Single(report => report.Step == "schema").Verdict);
    }

    [Theory]
    [InlineData("", "want 800 connections", "Set DATABASE_POOL_SIZE to 7")]
    [InlineData(";Maximum Pool Size=8", "want 320 connections", "Set DATABASE_POOL_SIZE to 7")]
    public async Task Pools_that_are_larger_than_the_server_allows(string inUrl, string finding, string remedy)
    {
        await using var database = await server.CreateDatabaseAsync();

        // The test server has 300 connections: 3 for superusers, 5 in reserve.
        (await Examinations.ExamineAsync(new Examination
        {
            Url = database.ApplicationConnectionString + inUrl,
            Scripts = Examinations.Scripts,
            Settings = new() { PoolSize = 20, MaxInstances = 40 },
        })).AssertOnlyFault("pool", finding, remedy);
    }

    [Fact]
    public async Task A_pool_that_is_larger_than_the_databases_own_limit()
    {
        await using var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"alter database {database.Name} connection limit 12");

        (await Examinations.ExamineAsync(database.ApplicationConnectionString))
            .AssertOnlyFault("pool", "the server has 12 for them", "Set DATABASE_POOL_SIZE to 12");
    }
}
