using Lectern.Bench.Contestants;
using Lectern.Bench.Measuring;

namespace Lectern.Bench.Scenarios;

/// <summary>All students of a large school as one stream, which psql copies to nowhere.</summary>
internal sealed class Export : IScenario
{
    public const string ScenarioName = "export";

    private const string Columns =
        "id, full_name, email, grade, date_of_birth, is_active, user_id, created_at, updated_at";

    public string Name => ScenarioName;

    public string What => "all students as NDJSON";

    public bool IsLarge => true;

    public int? MaxRounds => 3;

    public Task<Slice> RunAsync(RunningContestant contestant, Arena arena, CancellationToken cancellationToken) =>
        Meter.MeasureAsync(contestant, arena.School, () => Meter.TimeAsync(async () =>
        {
            await using var rows = await contestant.Client.GetStreamAsync("/api/students/export", cancellationToken);
            await rows.CopyToAsync(Stream.Null, cancellationToken);
        }));

    public IReadOnlyList<Reference> ReferencesFor(IReadOnlyList<Contestant> contestants) =>
    [
        new(Psql.Name, (arena, cancellationToken) => Psql.MeasureAsync(
            arena.School,
            $"\\copy (select {Columns} from students order by created_at, id) to '/dev/null' csv",
            cancellationToken)),
    ];
}
