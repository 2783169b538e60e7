using System.Net;
using Lectern.Functions.Tests.Students;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>Requests with a mark in everything that a caller can choose.</summary>
internal static class MarkedRequests
{
    /// <summary>The mark in two parts, for a statement that must not hold it as a whole.</summary>
    public const string Start = "zq";

    /// <inheritdoc cref="Start"/>
    public const string End = "mark";

    public const string Mark = $"{Start}{End}";

    private const string Email = $"{Mark}-mail@example.org";

    /// <summary>What callers do every day.</summary>
    public static async Task WorkAsync(CollectedApi api)
    {
        var (student, _) = await NewStudent.CreateAsync(api, NewStudent.Body($"{Mark} Lovelace", Email));
        await api.PatchAsync(student, $$"""{"fullName":"{{Mark}} King"}""", ("If-Match", $"\"{Mark}\""));
        await api.GetAsync($"students?q={Mark}&count=true");
        await api.GetAsync($"students/export?format=csv&q={Mark}");
        var user = await api.PostAsync(
            "users", $$"""{"username":"{{Mark}}","email":"{{Email}}","role":"tutor"}""",
            ("Idempotency-Key", $"{Mark}-key"));
        Assert.True(user.Status == HttpStatusCode.Created, user.Text);
        await api.PutAsync(
            $"{user.Response.Headers.Location}/profile",
            $$"""{"fullName":"{{Mark}}","phone":"+43 1 {{Mark}}","timeZone":"Europe/Vienna","locale":"de-AT"}""");
        string id = (string)user.Json["id"]!;
        var talk = await api.PostAsync("conversations", $$"""{"subject":"{{Mark}}","participantIds":["{{id}}"]}""");
        Assert.True(talk.Status == HttpStatusCode.Created, talk.Text);
        var said = await api.PostAsync(
            $"{talk.Response.Headers.Location}/messages", $$"""{"body":"{{Mark}}"}""",
            ("X-Dev-Role", "tutor"), ("X-Dev-User", id));
        Assert.True(said.Status == HttpStatusCode.Created, said.Text);
        await api.PostAsync("students/bulk", $$"""[{"fullName":"{{Mark}} Hopper","email":"2{{Email}}"}]""");
    }

    /// <summary>What callers get wrong: every kind of problem below 500.</summary>
    public static async Task MistakeAsync(CollectedApi api)
    {
        var taken = await api.PostAsync("students", NewStudent.Body("Ada", Email));
        taken.AssertProblem(409, "conflict");
        // The server's detail is: Key (lower(email))=(...) already exists.
        Assert.DoesNotContain(Mark, taken.Text, StringComparison.OrdinalIgnoreCase);
        await api.PostAsync("students/bulk", $$"""[{"fullName":"{{Mark}}","email":"{{Email}}"}]""");
        await api.PostAsync(
            "students", $$"""{"fullName":"{{Mark}}\u0000","email":"{{Mark}}","{{Mark}}":1,"grade":"{{Mark}}"}""");
        await api.PostAsync("students", $"{{{Mark}");
        await api.PostAsync("students", NewStudent.Body(), ("Idempotency-Key", $"{Mark}-key"));
        await api.PostAsync("users", NewStudent.Body(), ("Idempotency-Key", $"{Mark}-key"));
        await api.GetAsync($"students?{Mark}=1");
        await api.GetAsync($"students?limit={Mark}&cursor={Mark}&sort={Mark}");
        await api.GetAsync($"students?cursor={Mark}");
        await api.GetAsync($"students/{Email}");
        await api.GetAsync($"docs/{Mark}");
        await api.GetAsync($"{Mark}");
        await api.SendAsync(new HttpMethod(Mark.ToUpperInvariant()), "students", null);
        await api.SendAsync(HttpMethod.Put, $"students?q={Mark}", null);
        await api.SendAsync(HttpMethod.Post, "students", Requests.Json(Mark, $"text/{Mark}"));
        await api.GetAsync("students", ("X-Dev-Role", Mark), ("X-Dev-User", Mark));
        await api.GetAsync(
            "about", ("User-Agent", Mark), ("traceparent", Mark), ("baggage", $"user={Mark}"), ("Host", Mark));
        foreach (var samples in Samples.All)
        {
            await samples.SendMarkedAsync(api, Mark);
        }
    }

    /// <summary>What fails in the database, whose messages quote what was sent.</summary>
    public static async Task BreakAsync(CollectedApi api)
    {
        await Money.ExecuteAsync(api, """
            create function quote_row() returns trigger language plpgsql as $$
            begin
                raise exception 'row of %', new.email using detail = new.email, hint = new.full_name;
            end $$;
            create trigger quote_row before insert on students for each row execute function quote_row();
            """);
        (await api.PostAsync("students", NewStudent.Body($"{Mark} Byron", $"3{Email}"))).AssertProblem(500, "internal");
        await Money.ExecuteAsync(api, """
            drop trigger quote_row on students;
            alter table students add constraint students_quoted_check check (full_name::date > '2000-01-01') not valid;
            """);
        (await api.PostAsync("students", NewStudent.Body($"{Mark} Byron", $"4{Email}"))).AssertProblem(500, "internal");
        await Money.ExecuteAsync(api, "drop table students cascade");
        (await api.GetAsync($"students?q={Mark}")).AssertProblem(500, "internal");
    }
}
