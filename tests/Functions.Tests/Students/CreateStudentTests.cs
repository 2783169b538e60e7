using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Students;

public sealed class CreateStudentTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_created_student_is_answered_whole_with_its_place_and_tag()
    {
        string email = NewStudent.Email;
        var answer = await api.PostAsync("students",
            $$"""{"fullName":"Ada","email":"{{email}}","grade":7,"dateOfBirth":"2014-02-28","isActive":false}""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var student = answer.Json;
        var id = Guid.Parse((string)student["id"]!);
        Assert.Equal(7, id.Version);
        Assert.Equal($"{api.Client.BaseAddress}students/{id}", answer.Response.Headers.Location!.ToString());
        Assert.Equal("\"1\"", answer.ETag);
        Assert.Equal(
            ("Ada", email, 7, "2014-02-28", false),
            ((string?)student["fullName"], (string?)student["email"], (int?)student["grade"],
                (string?)student["dateOfBirth"], (bool?)student["isActive"]));
        Assert.EndsWith("Z", (string)student["createdAt"]!, StringComparison.Ordinal);
        Assert.Equal(answer.Text, (await api.GetAsync($"students/{id}")).Text);
    }

    [Fact]
    public async Task What_a_body_leaves_out_has_its_default()
    {
        var (_, answer) = await NewStudent.CreateAsync(api,
            $$"""{"fullName":"Ada","email":"{{NewStudent.Email}}"}""");

        Assert.Null(answer.Json["grade"]);
        Assert.Null(answer.Json["dateOfBirth"]);
        Assert.True((bool)answer.Json["isActive"]!);
    }

    [Fact]
    public async Task An_email_is_taken_whatever_its_case()
    {
        await NewStudent.CreateAsync(api, NewStudent.Body(email: "Élodie.Taken@Example.org"));

        var answer = await api.PostAsync("students", NewStudent.Body(email: "éLODIE.taken@example.ORG"));

        answer.AssertProblem(409, "conflict").AssertErrorAt("email");
        Assert.Contains("students_email_key", (string)answer.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_twenty_simultaneous_creates_with_one_email_one_succeeds()
    {
        string body = NewStudent.Body();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.PostAsync("students", body)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.AssertProblem(409, "conflict"));
    }

    [Fact]
    public async Task An_email_has_254_characters_at_most()
    {
        string longest = $"{Guid.NewGuid()}-{new string('a', 254 - 37 - 12)}@example.org";

        Assert.Equal(HttpStatusCode.Created, (await api.PostAsync("students", NewStudent.Body(email: longest))).Status);
        (await api.PostAsync("students", NewStudent.Body(email: $"a{longest}")))
            .AssertProblem(422, "validation-failed").AssertErrorAt("email");
    }

    [Theory]
    [InlineData("1900-01-01")]
    [InlineData("2999-12-31")]
    public async Task A_day_is_of_the_years_1900_to_2999(string day)
    {
        var answer = await api.PostAsync(
            "students", $$"""{"fullName":"Ada","email":"{{NewStudent.Email}}","dateOfBirth":"{{day}}"}""");

        Assert.Equal((HttpStatusCode.Created, day), (answer.Status, (string?)answer.Json["dateOfBirth"]));
    }

    [Fact]
    public async Task A_name_of_200_emoji_is_200_characters_long()
    {
        string longest = string.Concat(Enumerable.Repeat("😀", 200));

        var (_, answer) = await NewStudent.CreateAsync(api, NewStudent.Body(longest));
        var tooLong = await api.PostAsync("students", NewStudent.Body(longest + "x"));

        Assert.Equal(longest, (string?)answer.Json["fullName"]);
        tooLong.AssertProblem(422, "validation-failed").AssertErrorAt("fullName");
    }
}
