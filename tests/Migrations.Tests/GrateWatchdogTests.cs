using System.Diagnostics;
using Lectern.Migrations.Grate;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>The shell that ends grate with the job. In dash, its kill failed, and grate ran on.</summary>
public sealed class GrateWatchdogTests
{
    private const int ExitCodeOfSigkill = 128 + 9;

    [Fact]
    public void The_program_is_killed_when_the_pipe_from_the_job_closes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows, grate has no watchdog.");
        var start = GrateWatchdog.Wrap("sh", ["-c", "echo started; sleep 30"]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        Assert.Equal("started", process.StandardOutput.ReadLine());

        // The operating system does the same when the job is killed.
        process.StandardInput.Close();

        process.WaitForExit();
        Assert.Equal(ExitCodeOfSigkill, process.ExitCode);
    }
}
