using Lectern.Database;
using Npgsql;

namespace Lectern.Functions.Http;

/// <summary>
/// Opens the first connection while the process starts. A database that is not there is no reason not to start: the
/// requests say so, and find it when it is back.
/// </summary>
public sealed partial class DatabaseWarmUp(ApplicationDatabase database, ILogger<DatabaseWarmUp> logger)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await database.WarmUpAsync(stoppingToken);
        }
        catch (NpgsqlException unreachable)
        {
            NotReached(logger, unreachable.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database was not reached at start: {Reason}")]
    private static partial void NotReached(ILogger logger, string reason);
}
