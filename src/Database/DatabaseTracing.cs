using System.Diagnostics;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Npgsql's spans (source <c>Npgsql</c>): they have the name of the operation and the text of the statement, without
/// parameter values.
/// </summary>
public static class DatabaseTracing
{
    /// <summary>The attribute of a request's span that names its operation, for example <c>getStudent</c>.</summary>
    public const string OperationTag = "lectern.operation";

    private static string? Operation => Activity.Current?.GetTagItem(OperationTag) as string;

    internal static void Configure(NpgsqlTracingOptionsBuilder tracing) => tracing
        .ConfigureCommandSpanNameProvider(_ => Operation)
        .ConfigureBatchSpanNameProvider(_ => Operation)
        .EnableFirstResponseEvent(false);
}
