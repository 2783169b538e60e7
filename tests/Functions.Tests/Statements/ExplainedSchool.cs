using System.Text.RegularExpressions;
using Lectern.Functions.Data;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Functions.Tests.Statements;

/// <summary>A large school, to which every request was sent.</summary>
public sealed class ExplainedSchool : IAsyncLifetime
{
    private const int UsualRows = 50_000;
    private const int FullRows = 1_000_000;

    private const int SmallRows = 10_000;

    internal IReadOnlyList<ExplainedRequest> Requests { get; private set; } = [];

    /// <summary>The same in a small school, in the long tests alone.</summary>
    internal IReadOnlyList<ExplainedRequest> Small { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var server = TestServer.With(PlannedApi.ServerSettings);
        await server.InitializeAsync();
        try
        {
            int rows = LongTests.Choose(UsualRows, FullRows);
            Requests = await RunAsync(server, rows);
            Small = rows == FullRows ? await RunAsync(server, SmallRows) : [];
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<List<ExplainedRequest>> RunAsync(TestServer server, int rows)
    {
        await using var school = await LargeSchool.CreateAsync(server, rows);
        return await Explanation.RunAsync(school);
    }

    /// <summary>Whether it may cost more: its samples say so, it counts, or it reads its list to the end.</summary>
    internal static bool IsCostly(ExplainedRequest explained) =>
        explained.Request.IsExport
        || explained.Request.Path.Contains($"count={Counting.Exact}", StringComparison.Ordinal)
        || Samples.All.SelectMany(samples => samples.Costly).Any(costly => IsOf(costly, explained));

    /// <summary>Whether a request is one that may cost more.</summary>
    internal static bool IsOf(CostlyStatement costly, ExplainedRequest explained) =>
        costly.Function == explained.Request.Function
        && Regex.IsMatch($"{explained.Request}", costly.Pattern, RegexOptions.CultureInvariant);
}
