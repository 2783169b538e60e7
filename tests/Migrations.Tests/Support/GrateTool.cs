using System.Diagnostics;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests.Support;

/// <summary>Installs the tool that <c>.config/dotnet-tools.json</c> pins, once for all tests of a class.</summary>
public sealed class GrateTool : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        using var restore = Process.Start(new ProcessStartInfo("dotnet", ["tool", "restore"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        })!;
        string output = await restore.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await restore.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(restore.ExitCode == 0, output);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
