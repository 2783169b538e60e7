using System.Net;
using System.Text.Json;
using Lectern.Functions.Tests.Students;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Support;

/// <summary>A tutor or a student of a test's own who can sign in.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Path">Where the person is.</param>
/// <param name="Caller">The headers of a request that the person sends.</param>
public sealed record Person(Guid Id, string Path, (string, string)[] Caller)
{
    private static int _count;

    /// <summary>The user who the person is.</summary>
    public Guid UserId => Guid.Parse(Caller.Single(header => header.Item1 == "X-Dev-User").Item2);

    public static async Task<Person> TutorAsync(SchoolApi api)
    {
        var user = await UserAsync(api, "tutor");
        string body = JsonSerializer.Serialize(new
        {
            fullName = "Grace Hopper",
            email = $"{user}@example.org",
            hourlyRateMinor = 4500,
            currency = "EUR",
            userId = user,
        });
        return await CreateAsync(api, "tutors", body, "tutor", user);
    }

    public static async Task<Person> StudentAsync(SchoolApi api, params Person[] tutors)
    {
        var user = await UserAsync(api, "student");
        string body = JsonSerializer.Serialize(new
        {
            fullName = "Ada Lovelace",
            email = NewStudent.Email,
            userId = user,
            tutorIds = tutors.Select(tutor => tutor.Id),
        });
        return await CreateAsync(api, "students", body, "student", user);
    }

    private static async Task<Person> CreateAsync(SchoolApi api, string list, string body, string role, Guid user)
    {
        var answer = await api.PostAsync(list, body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return new(
            Guid.Parse((string)answer.Json["id"]!), answer.Response.Headers.Location!.ToString(),
            [("X-Dev-Role", role), ("X-Dev-User", $"{user}")]);
    }

    private static async Task<Guid> UserAsync(SchoolApi api, string role)
    {
        string name = $"person-{Interlocked.Increment(ref _count)}";
        await using var data = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using var insert = data.CreateCommand(
            $"""
            insert into users (id, username, email, role)
            values (gen_random_uuid(), '{name}', '{name}@example.org', '{role}')
            returning id
            """);
        return (Guid)(await insert.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
