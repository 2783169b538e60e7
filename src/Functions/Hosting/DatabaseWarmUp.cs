using Lectern.Database;

namespace Lectern.Functions.Hosting;

/// <summary>
/// Opens the first connection before the process serves. An unreachable database does not stop the start: requests
/// report it, and recover when it is back. A role with too many privileges does.
/// </summary>
public sealed partial class DatabaseWarmUp(ApplicationDatabase database, ILogger<DatabaseWarmUp> logger)
    : IHostedService
{
    /// <exception cref="PrivilegedRoleException">The role may do more than read and write rows.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.WarmUpAsync(cancellationToken);
        }
        catch (NpgsqlException unreachable) when (unreachable is not PrivilegedRoleException)
        {
            NotReached(logger, unreachable.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database was not reached at start: {Reason}")]
    private static partial void NotReached(ILogger logger, string reason);
}
