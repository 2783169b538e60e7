namespace Lectern.LocalHost;

/// <summary>The options of the command line.</summary>
/// <param name="WithDemoData">Null: in LocalHost's own database, but not in one that DATABASE_URL names.</param>
internal sealed record LocalRunOptions(
    int Port, string DataFolder, bool Fresh, bool? WithDemoData, bool OnWorker, string? WorkerFolder);
