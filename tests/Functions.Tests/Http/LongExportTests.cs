using System.Net;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>Alone in the process, whose memory is measured.</summary>
[CollectionDefinition(nameof(LongExportTests), DisableParallelization = true)]
[Collection(nameof(LongExportTests))]
public sealed class LongExportTests(TestServer server)
{
    /// <summary>
    /// Enough for what a batch, buffers and the runtime come and go with; a tenth of what the rows take.
    /// </summary>
    private const long AllowanceBytes = 8 << 20;

    private const int SamplesPerExport = 20;
    private static readonly int Rows = LongTests.Choose(100_000, 1_000_000);

    /// <summary>The API with one connection: whoever has it, it is the same.</summary>
    private sealed class NarrowApi(TestServer server) : InProcessApi(server)
    {
        protected override string Tuning => ";Maximum Pool Size=1;Timeout=10";
    }

    [Fact]
    public async Task Ten_times_the_rows_take_no_more_memory()
    {
        await using var api = new NarrowApi(server);
        await api.InitializeAsync();
        await FillAsync(api, 1, Rows / 10);
        var few = (await MeasureAsync(api, "ndjson"), await MeasureAsync(api, "csv"));
        await FillAsync(api, (Rows / 10) + 1, Rows);

        var many = (await MeasureAsync(api, "ndjson"), await MeasureAsync(api, "csv"));

        Assert.InRange(many.Item1 - few.Item1, long.MinValue, AllowanceBytes);
        Assert.InRange(many.Item2 - few.Item2, long.MinValue, AllowanceBytes);
    }

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public async Task A_caller_who_leaves_in_the_midst_ends_the_query_and_gives_the_connection_back(string format)
    {
        await using var api = new NarrowApi(server);
        await api.InitializeAsync();
        await FillAsync(api, 1, 50_000);
        string before = await BackendAsync(api);

        using (var response = await api.Client.GetAsync(
            $"students/export?format={format}", HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await stream.ReadExactlyAsync(new byte[1000], TestContext.Current.CancellationToken);
        }

        Assert.Equal(before, await BackendAsync(api));
    }

    [Fact]
    public async Task A_caller_who_leaves_before_the_first_row_ends_the_query_and_gives_the_connection_back()
    {
        await using var api = new NarrowApi(server);
        await api.InitializeAsync();
        string before = await BackendAsync(api);
        await using var held = await HeldLock.OfTableAsync(api, "students");
        using var leave = new CancellationTokenSource();
        var waiting = api.Client.GetAsync("students/export", leave.Token);
        await Waiting.ForConnectionsAsync(api, "wait_event_type = 'Lock'", 1);

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Waiting.ForConnectionsAsync(api, "wait_event_type = 'Lock'", 0);
        await held.ReleaseAsync();
        Assert.Equal(before, await BackendAsync(api));
    }

    private static async Task FillAsync(SchoolApi api, int first, int last)
    {
        const int together = 50_000;
        for (int next = first; next <= last; next += together)
        {
            await Money.ExecuteAsync(api, $"""
                insert into students (id, full_name, email)
                select gen_random_uuid(), repeat('x', 190), 'export' || i || '@example.org'
                from generate_series({next}, {Math.Min(next + together - 1, last)}) i
                """);
        }
    }

    /// <summary>The most that lives on the heap while an export runs, in bytes.</summary>
    private static async Task<long> MeasureAsync(SchoolApi api, string format)
    {
        long rows = await RowsAsync(api);
        using var response = await api.Client.GetAsync(
            $"students/export?format={format}", HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        byte[] buffer = new byte[1 << 16];
        long lines = 0;
        long most = 0;
        long samples = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            if (lines * SamplesPerExport / rows > samples)
            {
                samples++;
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        Assert.InRange(lines, rows, rows + 1);
        Assert.InRange(samples, SamplesPerExport - 1, SamplesPerExport);
        return most;
    }

    private static async Task<long> RowsAsync(SchoolApi api) =>
        (long)(await Money.ExecuteAsync(api, "select count(*) from students"))!;

    /// <summary>The server's process behind the one connection, when a request has had it.</summary>
    private static async Task<string> BackendAsync(SchoolApi api)
    {
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("students?limit=1")).Status);
        await Waiting.ForConnectionsAsync(api, "state <> 'idle'", 0);
        return string.Join(' ', Sql.Column(
            api.Database.SuperuserConnectionString,
            "select pid from pg_stat_activity where usename = 'lectern_app' and datname = current_database()"));
    }
}
