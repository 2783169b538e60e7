namespace Lectern.Functions.Conversations.Events;

/// <summary>
/// Ends the streams of callers who may no longer see their conversation. One query asks for all streams of this
/// instance.
/// </summary>
public sealed class AccessCheck(ConversationFeeds feeds, EventStore store, EventTimes times) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(times.Access);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Callers in development without X-Dev-User have no user who could lose a right.
            var streams = feeds.Subscribers.Where(subscriber => subscriber.Caller.UserId is not null)
                .ToLookup(subscriber => new EventAccess(subscriber.Caller, subscriber.ConversationId));
            if (streams.Count == 0)
            {
                continue;
            }

            try
            {
                var lost = await store.FindLostAsync([.. streams.Select(same => same.Key)], stoppingToken);
                foreach (var subscriber in lost.SelectMany(access => streams[access]))
                {
                    await subscriber.EndAsync();
                }
            }
            catch (Exception failure) when (EventStore.IsUnavailable(failure))
            {
                // Without the database, streams get no messages either. The next check comes soon.
            }
        }
    }
}
