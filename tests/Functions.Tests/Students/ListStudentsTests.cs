using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Students;

public sealed class ListStudentsTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("createdAt")]
    [InlineData("-createdAt")]
    [InlineData("fullName")]
    [InlineData("-fullName")]
    public async Task Pages_add_up_to_the_whole_list_in_its_order(string sort)
    {
        string tag = $"walk{sort.Replace("-", "x", StringComparison.Ordinal)}";
        for (int i = 0; i < 23; i++)
        {
            // Equal names on purpose: the id breaks ties.
            await NewStudent.CreateAsync(api, NewStudent.Body($"Name {i % 4}", $"{tag}.{i}@example.org"));
        }

        var pages = await WalkAsync($"students?limit=5&q={tag}.&sort={sort}");
        var whole = await WalkAsync($"students?limit=200&q={tag}.&sort={sort}");

        Assert.Equal([5, 5, 5, 5, 3], pages.Select(page => page.Count));
        Assert.Equal(whole.Single(), pages.SelectMany(page => page));
        string member = sort.TrimStart('-');
        // Times as times: written, 10:00:00.5Z comes after 10:00:00.51Z.
        var values = whole.Single().Select(student => (string)JsonNode.Parse(student)![member]!)
            .Select(value =>
                member == "createdAt" ? DateTimeOffset.Parse(value, null).UtcTicks.ToString("D20", null) : value);
        Assert.Equal(
            sort[0] == '-' ? values.OrderDescending(StringComparer.Ordinal) : values.Order(StringComparer.Ordinal),
            values);
    }

    [Fact]
    public async Task A_last_page_that_is_full_has_no_next_link()
    {
        for (int i = 0; i < 4; i++)
        {
            await NewStudent.CreateAsync(api, NewStudent.Body(email: $"fullpage.{i}@example.org"));
        }

        var pages = await WalkAsync("students?limit=2&q=fullpage.");

        Assert.Equal([2, 2], pages.Select(page => page.Count));
    }

    [Fact]
    public async Task A_next_link_holds_one_cursor_in_whatever_case_the_last_one_was_written()
    {
        for (int i = 0; i < 3; i++)
        {
            await NewStudent.CreateAsync(api);
        }

        var first = await api.GetAsync("students?limit=1");
        var second = await api.GetAsync(
            ((string)first.Json["nextLink"]!).Replace("cursor=", "CURSOR=", StringComparison.Ordinal));
        var third = await api.GetAsync((string)second.Json["nextLink"]!);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (second.Status, third.Status));
        Assert.Equal(3, new[] { first, second, third }.DistinctBy(page => page.Json["value"]!.ToJsonString()).Count());
    }

    [Fact]
    public async Task The_next_link_is_absolute_and_keeps_filters()
    {
        for (int i = 0; i < 3; i++)
        {
            await NewStudent.CreateAsync(api, NewStudent.Body("Ünï & co", $"keep.{i}@example.org", grade: 11));
        }

        var answer = await api.GetAsync("students?limit=2&grade=11&q=%C3%BCn%C3%AF%20%26%20co&count=true");

        var next = new Uri((string)answer.Json["nextLink"]!);
        Assert.True(next.IsAbsoluteUri);
        Assert.StartsWith(
            $"{api.Client.BaseAddress}students?limit=2&grade=11&q=", next.AbsoluteUri, StringComparison.Ordinal);
        var second = await api.GetAsync(next.ToString());
        Assert.Single(second.Json["value"]!.AsArray());
        Assert.Equal(3, (int?)second.Json["count"]);
        Assert.Null(second.Json["nextLink"]);
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_in_a_page()
    {
        var answer = await api.GetAsync("students?limit=1&q=nobody-has-this");

        Assert.Equal("""{"value":[]}""", answer.Text);
        Assert.Equal(0, (int?)(await api.GetAsync("students?q=nobody-has-this&count=true")).Json["count"]);
    }

    [Fact]
    public async Task Filters_let_through_what_meets_all_of_them()
    {
        await NewStudent.CreateAsync(api, """{"fullName":"F1","email":"filter.1@example.org","grade":5}""");
        await NewStudent.CreateAsync(api, """{"fullName":"F2","email":"filter.2@example.org","grade":6}""");
        await NewStudent.CreateAsync(api,
            """{"fullName":"F3","email":"filter.3@example.org","grade":5,"isActive":false}""");

        Assert.Equal(["F1", "F3"], await NamesAsync("students?q=filter.&grade=5&sort=fullName"));
        Assert.Equal(["F1"], await NamesAsync("students?q=filter.&grade=5&active=true"));
        Assert.Equal(["F3"], await NamesAsync("students?q=filter.&active=false"));
        Assert.Equal(["F1", "F2", "F3"], await NamesAsync("students?q=filter.&sort=fullName"));
    }

    [Theory]
    [InlineData("Zoë Öztürk-Żak", "öztürk")]
    [InlineData("Zoë Öztürk-Żak", "ÖZTÜRK-ŻAK")]
    [InlineData("100% Per_cent", "100%")]
    [InlineData("100% Per_cent", "r_c")]
    [InlineData(@"Back\slash", @"k\s")]
    [InlineData("Щукин Фёдор", "щукин")]
    [InlineData("Ελένη Δήμα", "ελένη δ")]
    [InlineData("𠮷野 さくら", "𠮷")]
    [InlineData("Ame\u0301lie", "am\u00e9lie")]
    public async Task A_part_of_a_name_finds_it_whatever_its_case_or_normal_form(string name, string part)
    {
        var (_, created) = await NewStudent.CreateAsync(api, NewStudent.Body(name));

        var found = await api.GetAsync($"students?limit=200&q={Uri.EscapeDataString(part)}");

        Assert.Contains((string)created.Json["id"]!, found.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("a%z")]
    public async Task Wildcards_of_sql_stand_for_themselves(string part)
    {
        var (_, plain) = await NewStudent.CreateAsync(api, NewStudent.Body("abcz", NewStudent.Email));

        var found = await api.GetAsync($"students?limit=200&q={Uri.EscapeDataString(part)}");

        Assert.DoesNotContain((string)plain.Json["id"]!, found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_uses_the_trigram_index_also_after_the_server_could_have_kept_a_plan_for_all_values()
    {
        // After five executions PostgreSQL weighs a plan for all values, which read the whole table for rare names.
        await using var data = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using (var fill = data.CreateCommand(
            """
            insert into students (id, full_name, email)
            select gen_random_uuid(), 'Bulk ' || md5(i::text), 'bulk' || i || '@example.org'
            from generate_series(1, 30000) i;
            analyze students
            """))
        {
            await fill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        for (int search = 0; search < 12; search++)
        {
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("students?q=щукин-wyz&sort=fullName")).Status);
        }

        long scans = 0;
        for (int look = 0; look < 1_200 && scans < 12; look++)
        {
            // The server's own count, which its sessions report after ten idle seconds.
            await using var count = data.CreateCommand(
                "select idx_scan, pg_sleep(0.05) from pg_stat_user_indexes where indexrelname = 'students_search'");
            scans = (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }

        Assert.True(scans >= 12, $"Of 12 searches {scans} used the index.");
    }

    private async Task<List<string>> NamesAsync(string path) =>
        [.. (await api.GetAsync(path)).Json["value"]!.AsArray().Select(student => (string)student!["fullName"]!)];

    private async Task<List<List<string>>> WalkAsync(string? path)
    {
        var pages = new List<List<string>>();
        while (path is not null)
        {
            var answer = await api.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            pages.Add([.. answer.Json["value"]!.AsArray().Select(student => student!.ToJsonString())]);
            path = (string?)answer.Json["nextLink"];
        }

        return pages;
    }
}
