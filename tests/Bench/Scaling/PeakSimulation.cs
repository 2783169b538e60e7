namespace Lectern.Bench.Scaling;

/// <summary>How a morning's peak went.</summary>
/// <param name="Requests">How many came.</param>
/// <param name="Refused">How many of them were refused: 503 overloaded.</param>
/// <param name="Times">How long the others took in the database, waiting included, the shortest first.</param>
internal sealed record PeakResult(long Requests, long Refused, IReadOnlyList<double> Times)
{
    public double Ms(int percent) => Times.Count == 0 ? 0 : Times[(Times.Count - 1) * percent / 100] * 1_000;
}

/// <summary>
/// The ten minutes around the beginning of lessons, request by request: they come at random, more and more until the
/// middle, wait for a core of the server in their order, and are refused where all places are taken.
/// </summary>
internal static class PeakSimulation
{
    private const double Seconds = 600;
    private const double QuietShare = 0.4;
    /// <summary>Requests that an instance lets wait for each of its connections.</summary>
    private const int WaitingPerConnection = 3;
    private const int Seed = 15;

    public static PeakResult Run(CapacityPlan plan)
    {
        // Reproducible, and no secret.
        var random = new Random(Seed);
        var cores = new PriorityQueue<double, double>(Enumerable.Repeat((0.0, 0.0), plan.Sku.VCores));
        var present = new PriorityQueue<double, double>();
        long places = (long)plan.PoolSize * plan.Instances * (1 + WaitingPerConnection);
        var times = new List<double>();
        long requests = 0;
        long refused = 0;
        for (double now = 0; now < Seconds; now += Exponential(random, 1 / RateAt(now, plan.Load.PeakPerSecond)))
        {
            requests++;
            while (present.TryPeek(out double end, out _) && end <= now)
            {
                present.Dequeue();
            }

            if (present.Count >= places)
            {
                refused++;
                continue;
            }

            double started = Math.Max(now, cores.Dequeue());
            double done = started + Exponential(random, plan.Load.DatabaseCpuUs / 1e6);
            cores.Enqueue(done, done);
            present.Enqueue(done, done);
            times.Add(done - now);
        }

        times.Sort();
        return new(requests, refused, times);
    }

    private static double RateAt(double now, double peak) =>
        peak * (QuietShare + (1 - QuietShare) * (1 - Math.Abs(now - Seconds / 2) / (Seconds / 2)));

    private static double Exponential(Random random, double mean) => -Math.Log(1 - random.NextDouble()) * mean;
}
