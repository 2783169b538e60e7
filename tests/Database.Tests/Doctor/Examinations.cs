using Lectern.Database.Doctor;
using Npgsql;
using Xunit;

namespace Lectern.Database.Tests.Doctor;

/// <summary>Examinations of the test's databases, and what is asserted of all of them.</summary>
internal static class Examinations
{
    /// <summary>The scripts of <c>db/up</c>.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "db", "up")).Select(Path.GetFileName)!,
    ];

    /// <summary>A change of a connection string.</summary>
    public static string With(this string connectionString, Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        change(builder);
        return builder.ConnectionString;
    }

    public static Task<List<StepReport>> ExamineAsync(string url) =>
        ExamineAsync(new Examination { Url = url, Scripts = Scripts });

    public static async Task<List<StepReport>> ExamineAsync(Examination examination)
    {
        var reports = new List<StepReport>();
        await foreach (var report in examination.RunAsync(TestContext.Current.CancellationToken))
        {
            reports.Add(report);
        }

        Assert.Equal(Step.All.Select(step => step.Name), reports.Select(report => report.Step));
        Assert.All(reports, report => Assert.Equal(
            report.Verdict is Verdict.Fault or Verdict.Warning, !string.IsNullOrEmpty(report.Remedy)));
        return reports;
    }

    public static void AssertHealthy(this List<StepReport> reports) =>
        Assert.DoesNotContain(reports, report => report.Verdict is Verdict.Fault);

    /// <summary>Asserts that this is the fault, and the only one, and that no other step speaks of it.</summary>
    public static StepReport AssertOnlyFault(this List<StepReport> reports, string step, string finding, string remedy)
    {
        var fault = Assert.Single(reports, report => report.Verdict is Verdict.Fault);
        Assert.Equal(step, fault.Step);
        Assert.Contains(finding, fault.Finding, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
        return fault;
    }
}
