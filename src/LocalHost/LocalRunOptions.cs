namespace Lectern.LocalHost;

/// <summary>The options of the command line.</summary>
/// <param name="WithDemoData">Null: in LocalHost's own database, but not in one that DATABASE_URL names.</param>
/// <param name="Quiet">No line for each request.</param>
/// <param name="WithSql">A line for each SQL statement.</param>
internal sealed record LocalRunOptions(
    int Port, string DataFolder, bool Fresh, bool? WithDemoData, bool OnWorker, string? WorkerFolder,
    bool Quiet, bool WithSql);
