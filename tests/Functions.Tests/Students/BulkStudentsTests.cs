using System.Net;
using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Students;

public sealed class BulkStudentsTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task Ten_thousand_students_are_made_at_once_in_the_order_sent()
    {
        string tag = $"bulk-{Guid.NewGuid():N}";
        string body = Batch(Enumerable.Range(0, 10_000).Select(i => $"{tag}.{i}@example.org"));

        var answer = await api.PostAsync("students/bulk", body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(10_000, (int?)answer.Json["created"]);
        var ids = answer.Json["ids"]!.AsArray().Select(id => (string)id!).ToList();
        Assert.Equal(10_000, ids.Distinct().Count());
        var last = await api.GetAsync($"students/{ids[9_999]}");
        Assert.Equal($"{tag}.9999@example.org", (string?)last.Json["email"]);
    }

    [Fact]
    public async Task Every_faulty_row_is_named_by_its_index_and_none_is_made()
    {
        string tag = $"faulty-{Guid.NewGuid():N}";

        var answer = await api.PostAsync(
            "students/bulk",
            $$"""
            [{"fullName":"A","email":"{{tag}}@example.org"},{"fullName":"","email":"x"},7,{"email":"y@example.org"}]
            """);

        answer.AssertProblem(422, "validation-failed").AssertErrorAt("[1].fullName").AssertErrorAt("[1].email")
            .AssertErrorAt("[2]").AssertErrorAt("[3].fullName");
        Assert.Equal(0, (int?)(await api.GetAsync($"students?count=true&q={tag}")).Json["count"]);
    }

    [Fact]
    public async Task A_taken_email_refuses_the_batch_and_names_the_row()
    {
        var (_, present) = await NewStudent.CreateAsync(api);
        string taken = ((string)present.Json["email"]!).ToUpperInvariant();
        string fresh = $"{Guid.NewGuid():N}@example.org";

        var answer = await api.PostAsync("students/bulk", Batch([fresh, taken, fresh]));

        answer.AssertProblem(409, "conflict").AssertErrorAt("[1].email").AssertErrorAt("[2].email");
        Assert.Equal(0, (int?)(await api.GetAsync($"students?count=true&q={fresh}")).Json["count"]);
    }

    [Fact]
    public async Task Of_many_taken_emails_the_first_hundred_are_named()
    {
        string[] emails = [.. Enumerable.Range(0, 101).Select(_ => NewStudent.Email)];
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("students/bulk", Batch(emails))).Status);

        var answer = (await api.PostAsync("students/bulk", Batch(emails))).AssertProblem(409, "conflict");

        Assert.Equal(
            Enumerable.Range(0, 100).Select(row => $"[{row}].email"),
            answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_student_of_a_batch_has_the_login_that_it_was_sent_with()
    {
        var login = (await Person.StudentAsync(api)).UserId;
        string email = NewStudent.Email;
        await Money.ExecuteAsync(api, $"update students set user_id = null where user_id = '{login}'");

        var answer = await api.PostAsync(
            "students/bulk", $$"""[{"fullName":"Ada","email":"{{email}}","userId":"{{login}}"}]""");

        Assert.Equal(
            [(string)answer.Json["ids"]![0]!],
            await api.IdsAsync("students", ("X-Dev-Role", "student"), ("X-Dev-User", $"{login}")));
    }

    [Fact]
    public async Task Skip_leaves_the_present_row_and_makes_the_others()
    {
        var (path, present) = await NewStudent.CreateAsync(api);
        string fresh = $"{Guid.NewGuid():N}@example.org";

        var answer = await api.PostAsync(
            "students/bulk?onConflict=skip", Batch([(string)present.Json["email"]!, fresh]));

        Assert.Equal(1, (int?)answer.Json["created"]);
        Assert.Single(answer.Json["ids"]!.AsArray());
        Assert.Equal(present.Text, (await api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Who_is_twice_in_a_batch_is_made_once_and_counted_once_or_refused()
    {
        string email = $"{Guid.NewGuid():N}@example.org";
        string batch = Batch([email, email.ToUpperInvariant()]);

        (await api.PostAsync("students/bulk?onConflict=update", batch))
            .AssertProblem(409, "conflict").AssertErrorAt("[1].email");
        var skipped = await api.PostAsync("students/bulk?onConflict=skip", batch);

        Assert.Equal(1, (int?)skipped.Json["created"]);
        string id = (string)Assert.Single(skipped.Json["ids"]!.AsArray())!;
        Assert.Equal("Bulk 0", (string?)(await api.GetAsync($"students/{id}")).Json["fullName"]);
    }

    [Fact]
    public async Task Of_batches_with_the_same_people_in_other_orders_none_stops_another()
    {
        string tag = $"{Guid.NewGuid():N}";
        string[] emails = [.. Enumerable.Range(0, 300).Select(i => $"{i}.{tag}@example.org")];
        await api.PostAsync("students/bulk", Batch(emails));

        // Each in its own order: whoever locks rows in the order sent waits for one who waits for him.
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed =>
        {
            string[] shuffled = [.. emails];
            new Random(seed).Shuffle(shuffled);
            return api.PostAsync("students/bulk?onConflict=update", Batch(shuffled));
        }));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.All(answers, answer => Assert.Equal((0, 300), (
            (int)answer.Json["created"]!, answer.Json["ids"]!.AsArray().Count)));
    }

    [Fact]
    public async Task Update_gives_the_present_row_the_new_values()
    {
        var (path, present) = await NewStudent.CreateAsync(api);

        var answer = await api.PostAsync(
            "students/bulk?onConflict=update", Batch([(string)present.Json["email"]!]));

        Assert.Equal(0, (int?)answer.Json["created"]);
        Assert.Equal((string?)present.Json["id"], (string?)answer.Json["ids"]![0]);
        Assert.Equal("Bulk 0", (string?)(await api.GetAsync(path)).Json["fullName"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_batch_is_an_array_of_at_least_one(string body) =>
        (await api.PostAsync("students/bulk", body)).AssertProblem(422, "validation-failed").AssertErrorAt("$");

    [Fact]
    public async Task An_unknown_wish_is_refused() =>
        (await api.PostAsync("students/bulk?onConflict=explode", "[]")).AssertProblem(400, "invalid-parameter");

    private static string Batch(IEnumerable<string> emails) =>
        JsonSerializer.Serialize(emails.Select((email, place) => new { fullName = $"Bulk {place}", email }));
}
