using Lectern.Cli.Doctor;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

/// <summary>Examines the test's databases, and asserts what is true of every examination.</summary>
internal static class Examinations
{
    public static IReadOnlyList<string> Scripts { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "db", "up")).Select(Path.GetFileName)!,
    ];

    public static Task<List<StepReport>> ExamineAsync(string url) =>
        ExamineAsync(new Examination { Url = url, Scripts = Scripts });

    public static async Task<List<StepReport>> ExamineAsync(Examination examination)
    {
        var reports = new List<StepReport>();
        await foreach (var report in examination.RunAsync(TestContext.Current.CancellationToken))
        {
            reports.Add(report);
        }

        Assert.Equal(DoctorStep.All.Select(step => step.Name), reports.Select(report => report.Step));
        Assert.All(reports, report => Assert.Equal(
            report.Verdict is Verdict.Fault or Verdict.Warning, !string.IsNullOrEmpty(report.Remedy)));
        return reports;
    }

    public static void AssertHealthy(this List<StepReport> reports) =>
        Assert.DoesNotContain(reports, report => report.Verdict is Verdict.Fault);

    /// <summary>Asserts that this step has the only fault.</summary>
    public static StepReport AssertOnlyFault(this List<StepReport> reports, string step, string finding, string remedy)
    {
        var fault = Assert.Single(reports, report => report.Verdict is Verdict.Fault);
        Assert.Equal(step, fault.Step);
        Assert.Contains(finding, fault.Finding, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
        return fault;
    }
}
