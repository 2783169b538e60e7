using System.Diagnostics;
using Lectern.Faults.Tests.Faults;
using Lectern.Faults.Tests.Load;
using Lectern.Faults.Tests.Schools;
using Lectern.Testing;

namespace Lectern.Faults.Tests;

/// <summary>
/// Clients write through three instances while something breaks. What was acknowledged is there once, and clients saw
/// no failure that the contract does not name. No time is asserted: times depend on the machine.
/// </summary>
public sealed class FaultTests(SchoolFixture schools) : IClassFixture<SchoolFixture>
{
    private static readonly int WritesAround = LongTests.Choose(25, 300);

    // An instance counts repeated failures, and logs their number after ten seconds.
    private static readonly TimeSpan WaitForLog = TimeSpan.FromSeconds(LongTests.Choose(0, 11));

    public static TheoryData<string> Names => [.. FaultList.Chosen.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_was_acknowledged_is_there_once_after(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        var token = TestContext.Current.CancellationToken;
        var fault = FaultList.All.Single(one => one.Name == name);
        var school = await schools.GetAsync(fault.Topology, token);
        Assert.SkipWhen(school.Primary.IsContainer, "A container's processes get no signals from here.");
        bool isReusable = false;
        try
        {
            var outcome = await MeetAsync(fault, school, token);
            TestContext.Current.TestOutputHelper!.WriteLine($"{outcome}\n{string.Join('\n', school.Log.Lines)}");
            schools.Outcomes.Add(outcome);
            isReusable = !fault.IsFinal;
        }
        finally
        {
            if (!isReusable)
            {
                await schools.ForgetAsync();
            }
        }
    }

    private static async Task<Outcome> MeetAsync(Fault fault, School school, CancellationToken token)
    {
        await school.AnswersAsync(token);
        await using var load = await LoadRun.StartAsync(school, token);
        await load.AcknowledgedAsync(WritesAround, token);
        school.Log.Clear();
        await fault.HappenAsync(school, token);
        var recovery = Stopwatch.StartNew();
        await school.AnswersAsync(token);
        var recovered = recovery.Elapsed;
        await load.AcknowledgedAsync(WritesAround, token);
        await load.StopAsync();

        Assert.Empty(await load.DifferencesAsync(school.Superuser, token));
        if (!fault.StopsInstances)
        {
            Assert.DoesNotContain(load.Tally.Failures, failure => Sender.OfInstances.Contains(failure.Key));
        }

        await Task.Delay(WaitForLog, token);
        return new(fault.Name, load.Tally, recovered, school.Log.Count);
    }
}
