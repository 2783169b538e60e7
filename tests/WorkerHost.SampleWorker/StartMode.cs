namespace Lectern.WorkerHost.SampleWorker;

/// <summary>What the program does at its start, by the variable SAMPLE_START.</summary>
internal static class StartMode
{
    /// <summary>Without the ASP.NET Core integration.</summary>
    public static bool IsPlain => Mode == "plain";

    private static string? Mode => Environment.GetEnvironmentVariable("SAMPLE_START");

    /// <summary>An exit code, if the program is to end at once; null if it is to serve.</summary>
    public static async Task<int?> RunAsync()
    {
        if (Mode == "hang")
        {
            await Console.Out.WriteLineAsync($"The sample worker hangs: {Environment.ProcessId}");
            await Task.Delay(Timeout.Infinite);
        }

        // The first program of several that start finds its port taken.
        if (Environment.GetEnvironmentVariable("SAMPLE_PORT_FILE") is { } port && File.Exists(port))
        {
            File.Delete(port);
            await Console.Error.WriteLineAsync("Failed to bind to address http://127.0.0.1:1: address already in use.");
            return 134;
        }

        // The file appears while a worker runs: the next one crashes.
        bool crashes = Mode == "crash" || File.Exists(Environment.GetEnvironmentVariable("SAMPLE_CRASH_FILE"));
        if (!crashes)
        {
            return null;
        }

        await Console.Out.WriteLineAsync("The sample worker cannot start.");
        await Console.Error.WriteLineAsync("Its database is away.");
        return 3;
    }
}
