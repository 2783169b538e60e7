using System.Net;
using System.Text.Json;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Tutors;

public sealed class BulkTutorsTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private static readonly string[] Awkward = ["A, \"B\"", "{C}", @"D\E", "NULL"];

    [Fact]
    public async Task Many_tutors_are_made_at_once_in_the_order_sent_each_with_its_own_subjects()
    {
        string tag = $"{Guid.NewGuid():N}";

        var answer = await api.PostAsync(
            "tutors/bulk", Batch(Enumerable.Range(0, 1000).Select(i => $"{i}.{tag}@example.org"), Awkward));

        Assert.Equal(1000, (int?)answer.Json["created"]);
        var ids = answer.Json["ids"]!.AsArray().Select(id => (string)id!).ToList();
        var last = (await api.GetAsync($"tutors/{ids[999]}")).Json;
        Assert.Equal($"999.{tag}@example.org", (string?)last["email"]);
        Assert.Equal([.. Awkward, "999"], last["subjects"]!.AsArray().Select(subject => (string)subject!));
    }

    [Fact]
    public async Task Every_faulty_row_is_named_by_its_index()
    {
        var answer = await api.PostAsync("tutors/bulk", $"[{NewTutor.Body()},{NewTutor.Body(name: " ")},{{}}]");

        answer.AssertProblem(422, "validation-failed").AssertErrorAt("[1].fullName").AssertErrorAt("[2].currency");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_taken_email_refuses_the_batch_and_names_the_row_also_under_an_idempotency_key(bool withKey)
    {
        var (_, present) = await NewTutor.CreateAsync(api);
        string taken = ((string)present.Json["email"]!).ToUpperInvariant();
        string fresh = NewTutor.Email;
        (string, string)[] key = withKey ? [("Idempotency-Key", $"{Guid.NewGuid()}")] : [];

        var answer = await api.PostAsync("tutors/bulk", Batch([fresh, taken, fresh]), key);

        answer.AssertProblem(409, "conflict").AssertErrorAt("[1].email").AssertErrorAt("[2].email");
        Assert.Empty(await api.IdsAsync($"tutors?q={fresh}"));
    }

    [Fact]
    public async Task Skip_leaves_the_present_row_and_update_gives_it_the_new_values()
    {
        var (path, present) = await NewTutor.CreateAsync(api);
        string batch = Batch([(string)present.Json["email"]!, NewTutor.Email], "Latin");

        var skipped = await api.PostAsync("tutors/bulk?onConflict=skip", batch);
        var untouched = await api.GetAsync(path);
        var updated = await api.PostAsync("tutors/bulk?onConflict=update", batch);

        Assert.Equal(1, (int?)skipped.Json["created"]);
        Assert.Equal(present.Text, untouched.Text);
        Assert.Equal(0, (int?)updated.Json["created"]);
        Assert.Equal((string?)present.Json["id"], (string?)updated.Json["ids"]![0]);
        Assert.Equal("""["Latin","0"]""", (await api.GetAsync(path)).Json["subjects"]!.ToJsonString());
    }

    [Fact]
    public async Task Of_ten_simultaneous_batches_with_one_email_in_common_one_succeeds()
    {
        string shared = NewTutor.Email;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            api.PostAsync("tutors/bulk", Batch([NewTutor.Email, shared]))));

        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer != winner),
            answer => answer.AssertProblem(409, "conflict").AssertErrorAt("[1].email"));
    }

    private static string Batch(IEnumerable<string> emails, params string[] subjects) =>
        JsonSerializer.Serialize(emails.Select((email, place) => new
        {
            fullName = $"Bulk {place}",
            email,
            subjects = subjects.Append($"{place}"),
            hourlyRateMinor = place,
            currency = "EUR",
        }));
}
