using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Tutors;

public sealed class CreateTutorTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_created_tutor_is_answered_whole_with_its_place_and_tag()
    {
        string email = NewTutor.Email;
        var answer = await api.PostAsync("tutors", $$"""
            {"fullName":"Émilie du Châtelet","email":"{{email}}","subjects":["Physique","微积分"],
             "hourlyRateMinor":9007199254740991,"currency":"CHF","isActive":false}
            """);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var tutor = answer.Json;
        var id = Guid.Parse((string)tutor["id"]!);
        Assert.Equal(7, id.Version);
        Assert.Equal($"{api.Client.BaseAddress}tutors/{id}", answer.Response.Headers.Location!.ToString());
        Assert.Equal("\"1\"", answer.ETag);
        Assert.Equal(
            ("Émilie du Châtelet", email, """["Physique","微积分"]""", 9_007_199_254_740_991, "CHF", false),
            ((string?)tutor["fullName"], (string?)tutor["email"], Raw(answer, "subjects"),
                (long?)tutor["hourlyRateMinor"], (string?)tutor["currency"], (bool?)tutor["isActive"]));
        Assert.Equal(answer.Text, (await api.GetAsync($"tutors/{id}")).Text);
    }

    [Fact]
    public async Task What_a_body_leaves_out_has_its_default()
    {
        var (_, answer) = await NewTutor.CreateAsync(
            api, $$"""{"fullName":"Grace","email":"{{NewTutor.Email}}","hourlyRateMinor":0,"currency":"EUR"}""");

        Assert.Equal("[]", answer.Json["subjects"]!.ToJsonString());
        Assert.True((bool)answer.Json["isActive"]!);
        Assert.Null(answer.Json["userId"]);
    }

    [Fact]
    public async Task Every_fault_of_a_body_is_named()
    {
        var answer = await api.PostAsync("tutors", """
            {"fullName":" ","email":"x","subjects":["Maths",null,7],"hourlyRateMinor":-1,"currency":"","rate":1}
            """);

        answer.AssertProblem(422, "validation-failed");
        foreach (string path in new[]
        {
            "fullName", "email", "subjects[1]", "subjects[2]", "hourlyRateMinor", "currency", "rate",
        })
        {
            answer.AssertErrorAt(path);
        }
    }

    [Theory]
    [InlineData("hourlyRateMinor", "9007199254740992")]
    [InlineData("hourlyRateMinor", "1.5")]
    [InlineData("currency", "\"eur\"")]
    [InlineData("currency", "\"EURO\"")]
    [InlineData("subjects", "\"Maths\"")]
    [InlineData("subjects", "[\"\"]")]
    [InlineData("userId", "\"42\"")]
    public async Task A_wrong_value_is_named(string member, string value)
    {
        var members = new Dictionary<string, string>
        {
            ["fullName"] = "\"Grace\"",
            ["email"] = $"\"{NewTutor.Email}\"",
            ["hourlyRateMinor"] = "1",
            ["currency"] = "\"EUR\"",
        };
        members[member] = value;

        (await api.PostAsync("tutors", $"{{{string.Join(',', members.Select(one => $"\"{one.Key}\":{one.Value}"))}}}"))
            .AssertProblem(422, "validation-failed").AssertErrorAt(member);
    }

    [Fact]
    public async Task Fifty_subjects_of_100_characters_fit_and_more_are_refused()
    {
        string[] most = [.. Enumerable.Range(10, 50).Select(i => string.Concat(Enumerable.Repeat("😀", 98)) + i)];

        await NewTutor.CreateAsync(api, NewTutor.Body(subjects: most));

        (await api.PostAsync("tutors", NewTutor.Body(subjects: [.. most, "x"])))
            .AssertProblem(422, "validation-failed").AssertErrorAt("subjects");
        (await api.PostAsync("tutors", NewTutor.Body(subjects: [most[0] + "x"])))
            .AssertProblem(422, "validation-failed").AssertErrorAt("subjects");
    }

    [Fact]
    public async Task A_login_that_is_not_there_is_refused() =>
        (await api.PostAsync("tutors", $$"""
            {"fullName":"G","email":"{{NewTutor.Email}}","hourlyRateMinor":1,"currency":"EUR",
             "userId":"{{Guid.NewGuid()}}"}
            """)).AssertProblem(422, "validation-failed").AssertErrorAt("userId");

    [Fact]
    public async Task Of_twenty_simultaneous_creates_with_one_email_in_any_case_one_succeeds()
    {
        string email = $"É.{NewTutor.Email}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            api.PostAsync("tutors", NewTutor.Body(email: i % 2 == 0 ? email : email.ToUpperInvariant()))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.AssertProblem(409, "conflict").AssertErrorAt("email"));
    }

    private static string Raw(Answer answer, string member) =>
        System.Text.Json.JsonDocument.Parse(answer.Text).RootElement.GetProperty(member).GetRawText();
}
