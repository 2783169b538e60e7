using System.Diagnostics;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Npgsql's spans (source <c>Npgsql</c>): the statement's text and never a parameter's value, under the name of the
/// operation that sends it.
/// </summary>
public static class DatabaseTracing
{
    /// <summary>The attribute of a request's span that names its operation, <c>getStudent</c> say.</summary>
    public const string OperationTag = "lectern.operation";

    private static string? Operation => Activity.Current?.GetTagItem(OperationTag) as string;

    internal static void Configure(NpgsqlTracingOptionsBuilder tracing) => tracing
        .ConfigureCommandSpanNameProvider(_ => Operation)
        .ConfigureBatchSpanNameProvider(_ => Operation)
        .EnableFirstResponseEvent(false);
}
