using Lectern.Faults.Tests.Network;
using Lectern.Faults.Tests.Schools;
using Lectern.Testing;

namespace Lectern.Faults.Tests.Faults;

/// <summary>
/// Clients of every streaming route read nothing, or a byte a second, and those of every bulk create send as slowly.
/// All instances go on, and no transaction waits for such a client.
/// </summary>
internal sealed class SlowClients : Fault
{
    private const int BodyBytes = 100_000;

    // Students for an export that fills all buffers between the database and a client that does not read.
    private const string ManyStudents = """
        insert into students (id, full_name, email)
        select gen_random_uuid(), repeat('x', 190), 'slow' || i || '@slow.example.org'
        from generate_series(1, 30000) i
        on conflict do nothing
        """;

    public override string Name => "clients read and send slowly";

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        school.Execute([.. DemoScripts(), ManyStudents]);
        var routes = await StreamingRoutes.AnswersAsync(school.Instances[0].Client, token);
        var slow = new List<SlowClient>();
        try
        {
            foreach (var instance in school.Instances)
            {
                await OpenAsync(instance.Address, routes, slow, token);
            }

            var end = LastAsync(token);
            do
            {
                await school.AnswersAsync(token);
                await Backends.FinishAsync(school, token);
            }
            while (!end.IsCompleted);
        }
        finally
        {
            foreach (var client in slow)
            {
                await client.DisposeAsync();
            }
        }

        await Backends.FinishAsync(school, token);
    }

    private static async Task OpenAsync(
        Uri address, IReadOnlyList<string> routes, List<SlowClient> slow, CancellationToken token)
    {
        foreach (string route in routes)
        {
            slow.Add(await SlowClient.ReadAsync(address, route, token));
            slow.Add((await SlowClient.ReadAsync(address, route, token)).ReadSlowly());
            Assert.All(slow[^2..], client => Assert.True(client.Status == "HTTP/1.1 200", $"{route} {client.Status}"));
        }

        foreach (string route in StreamingRoutes.Bodies())
        {
            slow.Add(await SlowClient.WriteAsync(address, route, BodyBytes, token));
            slow.Add((await SlowClient.WriteAsync(address, route, BodyBytes, token)).WriteSlowly());
        }
    }

    // So that every list has rows.
    private static IEnumerable<string> DemoScripts() => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "db", "runAfterOtherAnyTimeScripts"), "demo_*.sql")
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllText);
}
