using System.Net;
using Lectern.Functions.Tests.Homework;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>Times as callers of many languages write them, in a body and in a query.</summary>
public sealed class TimeTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("2026-09-01T08:30:00Z", "2026-09-01T08:30:00.000000Z")]
    [InlineData("2026-09-01T08:30:00.5Z", "2026-09-01T08:30:00.500000Z")]
    [InlineData("2026-09-01T08:30:00.123456789Z", "2026-09-01T08:30:00.123456Z")]
    [InlineData("2026-09-01T08:30:00.999999999+02:00", "2026-09-01T06:30:00.999999Z")]
    [InlineData("2024-02-29T23:30:00-01:00", "2024-03-01T00:30:00.000000Z")]
    [InlineData("2026-01-01T00:00:00+14:00", "2025-12-31T10:00:00.000000Z")]
    [InlineData("2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00.000000Z")]
    public async Task A_time_of_rfc_3339_is_kept_in_utc_and_answered_with_six_decimals(string sent, string kept)
    {
        var homework = await AssignAsync(sent);

        Assert.Equal((HttpStatusCode.Created, kept), (homework.Status, (string?)homework.Json["dueAt"]));
        Assert.Equal(
            HttpStatusCode.OK, (await api.GetAsync($"homework?dueBefore={Uri.EscapeDataString(sent)}")).Status);
    }

    [Theory]
    [InlineData("2026-09-01T08:30:00")]
    [InlineData("2026-09-01T08:30:00.Z")]
    [InlineData("2026-09-01T08:30:00,5Z")]
    [InlineData("2026-09-01T08:30:00+0200")]
    [InlineData("2026-09-01T08:30:00+02")]
    [InlineData("2026-09-01T08:30:00Z\n")]
    [InlineData("2026-09-01T08:30Z")]
    [InlineData("2026-09-01 08:30:00Z")]
    [InlineData("2026-09-01T24:00:00Z")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("２026-09-01T08:30:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    public async Task What_is_no_time_is_refused(string sent)
    {
        (await AssignAsync(sent)).AssertProblem(422, "validation-failed").AssertErrorAt("dueAt");
        (await api.GetAsync($"homework?dueBefore={Uri.EscapeDataString(sent)}"))
            .AssertProblem(400, "invalid-parameter").AssertErrorAt("dueBefore");
    }

    private async Task<Answer> AssignAsync(string dueAt)
    {
        var tutor = await Person.TutorAsync(api);
        var student = await Person.StudentAsync(api, tutor);
        return await api.PostAsync("homework", NewHomework.Body(student.Id, tutor.Id, dueAt: dueAt));
    }
}
