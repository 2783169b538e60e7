using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

public sealed class RightsStepTests(TestServer server)
{
    [Fact]
    public async Task A_role_without_rights()
    {
        await using var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"create role doctor_stranger login password '{server.Password}'");

        (await Examinations.ExamineAsync(server.ConnectionString("doctor_stranger", database.Name)))
            .AssertOnlyFault("rights", "doctor_stranger has too few rights: it cannot read and write", "lectern_app");
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
            .AssertOnlyFault("rights", "can create objects in schema public", "Serve with lectern_app");
    }
}
