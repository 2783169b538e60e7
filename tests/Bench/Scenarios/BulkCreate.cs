using System.Net.Http.Headers;
using System.Text;
using Lectern.Bench.Contestants;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>10,000 new students in one request; psql copies them, the seed stack adds them to a session.</summary>
internal sealed class BulkCreate : IScenario
{
    public const string ScenarioName = "bulk";

    private const int Rows = 10_000;

    private static int _batches;

    public string Name => ScenarioName;

    public string What => "10,000 new students";

    public bool IsFor(Contestant contestant) =>
        contestant.IsLectern || contestant.Name == ContestantList.SeedStack;

    public Task<Slice> RunAsync(RunningContestant contestant, Arena arena, CancellationToken cancellationToken)
    {
        int batch = Interlocked.Increment(ref _batches);
        byte[] body = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, Rows).Select(Student))}]");
        return Meter.MeasureAsync(contestant, arena.School, () => Meter.TimeAsync(async () =>
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await contestant.Client.PostAsync("/api/students/bulk", content, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }));

        string Student(int row) =>
            $$"""{"fullName":"Student {{row}}","email":"{{batch}}-{{row}}@example.net","grade":{{row % 13 + 1}}}""";
    }

    public IReadOnlyList<Reference> ReferencesFor(IReadOnlyList<Contestant> contestants) =>
        [new(Psql.Name, CopyAsync)];

    private static async Task<Slice?> CopyAsync(Arena arena, CancellationToken cancellationToken)
    {
        int batch = Interlocked.Increment(ref _batches);
        string file = Path.Combine(arena.Gauges, "students.csv");
        await File.WriteAllLinesAsync(
            file,
            Enumerable.Range(0, Rows).Select(row =>
                $"{Guid.CreateVersion7()},Student {row},{batch}-{row}@example.net,{row % 13 + 1}"),
            cancellationToken);
        return await Psql.MeasureAsync(
            arena.School, $"\\copy students (id, full_name, email, grade) from '{file}' csv", cancellationToken);
    }
}
