using System.Diagnostics;
using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Overload;

/// <summary>Callers who get the same paths from the instances in turn, and what they were answered.</summary>
internal sealed class Callers(IReadOnlyList<Instance> instances, params string[] paths)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _turn = -1;

    /// <summary>So many callers, each of whom waits for an answer before the next request.</summary>
    public async Task<IReadOnlyList<Answered>> OneByOneAsync(int callers, TimeSpan duration, CancellationToken token)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => AskUntilEndAsync(duration, token)));
        return [.. answers.SelectMany(answer => answer)];
    }

    /// <summary>So many requests a second, whether they are answered or not. Waits for the last answer.</summary>
    public async Task<IReadOnlyList<Answered>> AtRateAsync(double perSecond, TimeSpan duration, CancellationToken token)
    {
        var sent = new List<Task<Answered>>();
        while (_clock.Elapsed < duration)
        {
            int due = (int)(_clock.Elapsed.TotalSeconds * perSecond);
            while (sent.Count < due)
            {
                sent.Add(AskAsync(token));
            }

            await Task.Delay(Step, token);
        }

        return await Task.WhenAll(sent);
    }

    private async Task<List<Answered>> AskUntilEndAsync(TimeSpan duration, CancellationToken token)
    {
        var answers = new List<Answered>();
        while (_clock.Elapsed < duration)
        {
            answers.Add(await AskAsync(token));
        }

        return answers;
    }

    private async Task<Answered> AskAsync(CancellationToken token)
    {
        int turn = Interlocked.Increment(ref _turn);
        var begin = _clock.Elapsed;
        using var response = await instances[turn % instances.Count].Client.GetAsync(
            paths[turn / instances.Count % paths.Length], token);
        var end = _clock.Elapsed;
        return new(response.StatusCode, response.Headers.RetryAfter is not null, end - begin, end);
    }
}
