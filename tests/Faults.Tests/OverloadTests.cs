using Lectern.Faults.Tests.Overload;
using Lectern.Faults.Tests.Schools;
using Lectern.Testing;

namespace Lectern.Faults.Tests;

/// <summary>
/// Ten times the load that three instances can serve. Their database is slow, so that the machine which runs servers,
/// instances and callers is not what the figures show. The figures are printed; none is asserted.
/// </summary>
public sealed class OverloadTests
{
    private const int Times = 10;
    // Twice as many as the instances have places for one resource.
    private const int CallersAtPeak = 18;

    // Each query that finds a row waits for half a second, and takes no time of a processor.
    private const string SlowTable = """
        insert into students (id, full_name, email) values (gen_random_uuid(), 'Ada Lovelace', 'ada@example.org');
        alter table students enable row level security;
        create policy slow on students using ((select pg_sleep(0.5)) is not null)
        """;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(LongTests.Choose(6, 15));

    // Five connections, of which four are places, and three of these for one resource. What is admitted never waits for
    // as long as the limit of a connection, also on a busy machine.
    private static readonly Dictionary<string, string?> FewPlaces = new()
    {
        ["DATABASE_POOL_SIZE"] = "5",
        ["DATABASE_CONNECT_TIMEOUT_SECONDS"] = "60",
        ["ADMISSION_WAITING"] = "12",
    };

    [Fact]
    public async Task Under_ten_times_the_load_each_answer_is_a_success_or_a_refusal_and_health_answers()
    {
        var token = TestContext.Current.CancellationToken;
        await using var school = await School.StartAsync(Topology.Direct, FewPlaces, token);
        school.Execute(SlowTable);
        await school.AnswersAsync(token);

        var peak = await new Callers(school.Instances, "students?limit=1")
            .OneByOneAsync(CallersAtPeak, Duration, token);
        double rate = Times * OverloadOutcome.Goodput(peak, Duration);
        var always = new Callers(school.Instances, "health/live", "health/ready", "about")
            .OneByOneAsync(1, Duration, token);
        var load = await new Callers(school.Instances, "students?limit=1").AtRateAsync(rate, Duration, token);

        var outcome = new OverloadOutcome(peak, Duration, load, Duration, await always);
        ReliabilityPage.Report(outcome);
        Assert.All([.. peak, .. load], answer => Assert.True(answer.IsSuccess || answer.IsRefusal, $"{answer}"));
        Assert.All(outcome.Always, answer => Assert.True(answer.IsSuccess, $"{answer}"));
        Assert.Contains(load, answer => answer.IsSuccess);
        Assert.Contains(load, answer => answer.IsRefusal);
    }
}
