using System.Text.Json.Nodes;
using Lectern.LocalPostgres;
using Lectern.Testing;
using Xunit;

namespace Lectern.LocalHost.Tests;

/// <summary>The demo people of each role, with the commands that LocalHost prints.</summary>
public sealed class DemoCallerTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = LocalHostProcess.FreePort();

    [Fact]
    public async Task Each_role_has_a_command_to_copy_and_sees_its_own_rows()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path);

        string[] commands =
            [.. host.Error.Split('\n').Where(line => line.StartsWith("curl ", StringComparison.Ordinal))];
        var callers = new List<JsonNode>();
        foreach (string command in commands)
        {
            callers.Add(await JsonAsync(command));
        }

        Assert.Equal(["admin", "tutor", "student"], callers.Select(caller => (string?)caller["role"]));
        Assert.Equal(
            ["Rosalind Marsh", "Margaret Ashworth", "Ada O'Connor"],
            callers.Select(caller => (string?)caller["profile"]!["fullName"]));
        await AssertSeesAsync(commands[1], ("students", 5, 50), ("homework", 20, 400), ("conversations", 10, 10));
        await AssertSeesAsync(
            commands[2], ("students", 1, 1), ("homework", 1, 20), ("subscriptions", 1, 9), ("conversations", 1, 1));
    }

    [Fact]
    public async Task The_script_may_run_again_and_links_everybody_once()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path);
        string owner = host.ConnectionString("lectern_owner");
        string script = await File.ReadAllTextAsync(
            Path.Combine(
                Repository.Root, "db", "runAfterOtherAnyTimeScripts", "demo_25_users.ENV.LOCAL.sql"),
            TestContext.Current.CancellationToken);
        const string state = """
            select string_agg(
                concat_ws(' ', users.id, users.version, students.version, tutors.version), ',' order by users.id)
            from users
            left join students on students.user_id = users.id left join tutors on tutors.user_id = users.id
            """;
        string? before = Sql.Scalar<string>(owner, state);

        Sql.Execute(owner, script);

        Assert.Equal(before, Sql.Scalar<string>(owner, state));
        Assert.Equal(
            (1, 4, 40),
            (await host.School.CountAsync("users", "role=admin"), await host.School.CountAsync("users", "role=tutor"),
                await host.School.CountAsync("users", "role=student")));
        Assert.Equal(0, Sql.Scalar<long>(owner, """
            select count(*) from users
            left join students on students.user_id = users.id left join tutors on tutors.user_id = users.id
            left join profiles on profiles.user_id = users.id
            where profiles.full_name is distinct from coalesce(students.full_name, tutors.full_name, 'Rosalind Marsh')
            """));
        Assert.Equal(0, Sql.Scalar<long>(owner, """
            select count(*) from participants one join participants other using (conversation_id)
            join tutors on tutors.user_id = one.user_id join students on students.user_id = other.user_id
            where not exists (
                select from tutor_students where tutor_id = tutors.id and student_id = students.id)
            """));
    }

    [Fact]
    public async Task Without_demo_data_none_is_named()
    {
        await using var host = await LocalHostProcess.StartAsync(_port, _data.Path, "--no-demo");

        Assert.DoesNotContain("curl", host.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private static async Task AssertSeesAsync(string command, params (string List, int From, int To)[] lists)
    {
        foreach (var (list, from, to) in lists)
        {
            var page = await JsonAsync(command.Replace(
                "/api/me", $"/api/{list}?count=true", StringComparison.Ordinal));
            int? count = (int?)page["count"];
            Assert.True(count >= from && count <= to, $"{list}: {page.ToJsonString()}");
        }
    }

    private static async Task<JsonNode> JsonAsync(string command) => JsonNode.Parse(
        await Shell.RunAsync(new("sh", ["-c", command]), TestContext.Current.CancellationToken))!;
}
