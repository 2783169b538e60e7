using System.Net;
using Microsoft.Extensions.Logging;

namespace Lectern.WorkerHost.Tests;

public sealed class FailureTests(SharedHost shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_that_throws_is_an_empty_500_and_is_logged()
    {
        var response = await shared.Client.GetAsync("api/throw", Token);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
        var entry = await shared.Log.WaitForAsync("The function Throw failed");
        Assert.Equal(("WorkerHost.Invocation", LogLevel.Error), (entry.Category, entry.Level));
        Assert.Contains("The function throws for GET.", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_the_token_of_the_function()
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var leaving = shared.Client.GetAsync("api/slow/600000", leave.Token);
        await shared.Log.WaitForAsync("The slow function has started.");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await shared.Log.WaitForAsync("The slow function was cancelled.");
    }

    [Fact]
    public async Task Logs_keep_the_category_and_the_level_of_the_worker()
    {
        await shared.Client.PostAsync("api/log", null, Token);
        var entry = await shared.Log.WaitForAsync("A warning of the function for POST.");
        Assert.Equal(LogLevel.Warning, entry.Level);
        Assert.Equal("Lectern.WorkerHost.SampleWorker.LifeFunctions", entry.Category);
        var line = await shared.Log.WaitForAsync("A line on the standard output.");
        Assert.Equal(("WorkerHost.Output", LogLevel.Information), (line.Category, line.Level));
    }
}
