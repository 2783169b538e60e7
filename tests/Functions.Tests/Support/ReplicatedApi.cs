using Lectern.Testing;

namespace Lectern.Functions.Tests.Support;

/// <summary>The API that knows the server and a streaming replica of it.</summary>
internal sealed class ReplicatedApi(TestServer server, TestReplica replica) : SchoolApi(server)
{
    protected override Dictionary<string, string?> Settings => new()
    {
        ["AUTHENTICATION"] = "development",
        ["DATABASE_URL"] = replica.BothConnectionString("lectern_app", Database.Name),
    };

    /// <summary>Lets a replica that stands still replay all that was written so far.</summary>
    public async Task CatchUpAsync()
    {
        await replica.ResumeAsync();
        await Server.ExecuteAsync("set synchronous_commit = on; create schema written", Database.Name);
        await replica.CatchUpAsync();
    }
}
