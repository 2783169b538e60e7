using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>No text that a caller sends is ever SQL.</summary>
public sealed class SqlAsTextTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Sql_in_every_field_is_just_text()
    {
        string[] attacks =
        [
            "'; drop table students; --", "\" or 1=1", "$$ select pg_sleep(9) $$", "@FullName", ":name", "$1",
            @"\'; select 1", "%27%20or%201=1", "{{DatabaseName}}", "/* */", "E'\\x00'",
        ];
        foreach (string attack in attacks)
        {
            string email = $"{Guid.NewGuid():N}'--@example.org";
            var (path, created) = await NewStudent.CreateAsync(api, NewStudent.Body(attack, email));
            Assert.Equal((attack, email), ((string?)created.Json["fullName"], (string?)created.Json["email"]));
            string text = Uri.EscapeDataString(attack);
            var found = await api.GetAsync($"students?limit=200&sort=fullName&count=true&q={text}");
            Assert.Contains(path.Split('/')[^1], found.Text, StringComparison.Ordinal);
            (await api.GetAsync($"students?sort={text}")).AssertProblem(400, "invalid-parameter");
            (await api.GetAsync($"students?cursor={text}")).AssertProblem(400, "invalid-cursor");
            (await api.GetAsync($"students?limit={text}")).AssertProblem(400, "invalid-parameter");
            (await api.GetAsync($"students?{text}=1")).AssertProblem(400, "unknown-parameter");
            (await api.GetAsync($"students/{text}")).AssertProblem(404, "not-found");
            (await api.PatchAsync(path, NewStudent.Body(attack + "2", email), ("If-Match", attack)))
                .AssertProblem(400, "invalid-parameter");
        }
    }
}
