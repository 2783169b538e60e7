using System.Diagnostics.Metrics;
using System.Net;
using Lectern.Database;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>
/// Whatever a caller sends is marked, and no mark may get to the collector. Not even in upper case or as a part: what
/// a span, a log or a metric holds, it holds as plain text.
/// </summary>
[Collection(nameof(CollectedApi))]
public sealed partial class PrivacyTests(TestServer server)
{
    private const string Mark = MarkedRequests.Mark;

    [Fact]
    public async Task What_callers_send_gets_into_no_span_log_or_metric()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);

        await MarkedRequests.WorkAsync(api);
        await MarkedRequests.MistakeAsync(api);
        await MarkedRequests.BreakAsync(api);

        await AssertNoMarkAsync(receiver, api);
    }

    [Fact]
    public async Task Neither_does_a_wrong_password_or_the_token_of_a_caller()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var right = new NpgsqlConnectionStringBuilder(server.ConnectionString("lectern_app", "postgres"));
        await using var api = await CollectedApi.StartAsync(
            server, receiver, ("AUTHENTICATION", "platform"), ("WEBSITE_AUTH_ENABLED", "True"),
            ("DATABASE_URL", $"postgres://lectern_app:{Mark}-password@{right.Host}:{right.Port}/postgres"));

        var refused = await api.GetAsync(
            "students", ("Authorization", $"Bearer {Mark}-token"), ("X-MS-CLIENT-PRINCIPAL", $"{Mark}-principal"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        string principal = Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes($$"""{"claims":[{"typ":"oid","val":"{{Mark}}-oid"}]}"""));
        var failed = await api.GetAsync("students", ("X-MS-CLIENT-PRINCIPAL", principal), ("Cookie", $"{Mark}=1"));
        Assert.True((int)failed.Status >= 500, failed.Text);

        await OtlpReceiver.UntilAsync(api.Flush, () => receiver.TextWith("logs", "SQLSTATE 28P01"));
        await AssertNoMarkAsync(receiver, api);
        Assert.DoesNotContain(principal, AllText(receiver), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_does_the_row_that_an_export_fails_at()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartAsync(server, receiver);
        // In two parts: the collector sees the statements of this process too.
        const string mark = $"'{MarkedRequests.Start}' || '{MarkedRequests.End}'";
        // The answer has begun when the server comes to the last row: no problem document can say what is wrong.
        await Money.ExecuteAsync(api, $"""
            insert into students (id, full_name, email, created_at)
            select gen_random_uuid(), case when n = 5000 then {mark} else 'Ada' end, n || '@example.org',
                now() + make_interval(secs => n)
            from generate_series(1, 5000) n;
            create function quote_row(name text) returns boolean language plpgsql as $$
            begin
                if name = {mark} then
                    raise exception 'row of %', name using detail = name, hint = name;
                end if;
                return true;
            end $$;
            alter table students enable row level security;
            create policy quote_row on students using (quote_row(full_name));
            analyze students;
            """);

        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync("students/export"));

        await OtlpReceiver.UntilAsync(api.Flush, () => receiver.TextWith("logs", "SQLSTATE P0001"));
        await AssertNoMarkAsync(receiver, api);
    }

    [Fact]
    public async Task The_collector_would_see_a_mark_in_any_of_the_three()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await CollectedApi.StartInProcessAsync(server, receiver);
        using var meter = new Meter("Lectern.Functions");

        meter.CreateCounter<long>("lectern.test").Add(1, new KeyValuePair<string, object?>("name", Mark));
        string sql = $"select '{Mark}'";
        await api.App.Services.GetRequiredService<ApplicationDatabase>().ReadAsync(
            async (connection, token) =>
            {
                await using var command = new NpgsqlCommand(sql, connection);
                return await command.ExecuteScalarAsync(token);
            },
            TestContext.Current.CancellationToken);
        var logger = api.App.Services.GetRequiredService<ILogger<PrivacyTests>>();
        Write(logger, Mark);

        foreach (string signal in new[] { "traces", "metrics", "logs" })
        {
            await OtlpReceiver.UntilAsync(api.Flush, () => receiver.TextWith(signal, Mark));
        }
    }

    private static async Task AssertNoMarkAsync(OtlpReceiver receiver, CollectedApi api)
    {
        // The last request's span comes after all others: the collector has everything by then.
        var (traceId, _, header) = CollectedApi.NewTrace();
        await api.GetAsync("about", header);
        await api.TraceAsync(traceId);
        api.Flush();

        string all = AllText(receiver);
        int at = all.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        Assert.True(at < 0, at < 0 ? "" : all[Math.Max(0, at - 500)..Math.Min(all.Length, at + 100)]);
        Assert.Contains("GET /about", all, StringComparison.Ordinal);
    }

    private static string AllText(OtlpReceiver receiver) =>
        receiver.Text("traces") + receiver.Text("metrics") + receiver.Text("logs");

    [LoggerMessage(Level = LogLevel.Information, Message = "A log with {Text}")]
    private static partial void Write(ILogger logger, string text);
}
