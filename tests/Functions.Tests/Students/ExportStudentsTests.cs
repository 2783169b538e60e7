using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Students;

public sealed class ExportStudentsTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Ndjson_has_every_row_of_the_filter_as_the_api_answers_it()
    {
        string tag = $"{Guid.NewGuid():N}";
        var (path, first) = await NewStudent.CreateAsync(api, NewStudent.Body("Łucja \"é\" 😀\nx", $"{tag}.1@example.org"));
        await NewStudent.CreateAsync(api, NewStudent.Body(email: $"{tag}.2@example.org"));

        var answer = await api.GetAsync($"students/export?q={tag}");

        Assert.Equal("application/x-ndjson", answer.Response.Content.Headers.ContentType?.MediaType);
        string[] lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.True(JsonNode.DeepEquals(first.Json, JsonNode.Parse(lines[0])), $"{path}: {lines[0]}");
    }

    [Fact]
    public async Task Csv_has_a_header_quotes_what_needs_it_and_starts_no_formula()
    {
        string tag = $"{Guid.NewGuid():N}";
        await NewStudent.CreateAsync(api, NewStudent.Body("=HYPERLINK(\"x\"),\r\n2", $"{tag}@example.org", 3));

        var answer = await api.GetAsync($"students/export?format=csv&q={tag}");

        Assert.Equal("text/csv", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(
            "id,fullName,email,grade,dateOfBirth,isActive,userId,createdAt,updatedAt\r\n", answer.Text, StringComparison.Ordinal);
        Assert.Contains($",\"'=HYPERLINK(\"\"x\"\"),\r\n2\",{tag}@example.org,3,,true,,", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_format_is_refused() =>
        (await api.GetAsync("students/export?format=xlsx")).AssertProblem(400, "invalid-parameter");

    [Fact]
    public async Task A_caller_who_leaves_a_long_export_ends_the_query_and_frees_the_connection()
    {
        await using var data = NpgsqlDataSource.Create(api.Database.SuperuserConnectionString);
        await using (var fill = data.CreateCommand(
            """
            insert into students (id, full_name, email)
            select gen_random_uuid(), repeat('x', 190), 'export' || i || '@example.org' from generate_series(1, 100000) i
            """))
        {
            await fill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using (var response = await api.Client.GetAsync(
            "students/export", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await stream.ReadExactlyAsync(new byte[1000], TestContext.Current.CancellationToken);
        }

        long active = 1;
        for (int look = 0; look < 100 && active > 0; look++)
        {
            await using var count = data.CreateCommand(
                """
                select count(*), pg_sleep(0.05) from pg_stat_activity
                where usename = 'lectern_app' and datname = current_database() and state <> 'idle'
                """);
            active = (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }

        Assert.Equal(0, active);
    }
}
