namespace Lectern.Faults.Tests.Schools;

/// <summary>Keeps a school for the next fault, because a start takes longer than most faults.</summary>
public sealed class SchoolFixture : IAsyncLifetime
{
    private (Topology Topology, School School)? _kept;

    internal List<Outcome> Outcomes { get; } = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal async Task<School> GetAsync(Topology topology, CancellationToken token)
    {
        if (_kept is { } kept && kept.Topology == topology)
        {
            return kept.School;
        }

        await ForgetAsync();
        var school = await School.StartAsync(topology, new Dictionary<string, string?>(), token);
        _kept = (topology, school);
        return school;
    }

    /// <summary>Ends the school: the next fault gets another one.</summary>
    internal async Task ForgetAsync()
    {
        if (_kept is { } kept)
        {
            _kept = null;
            await kept.School.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetAsync();
        ReliabilityPage.Report(Outcomes);
    }
}
