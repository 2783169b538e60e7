using Lectern.Cli.Doctor;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

public sealed class SchemaStepTests(TestServer server)
{
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
}
