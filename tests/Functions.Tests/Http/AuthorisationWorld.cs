using System.Text.RegularExpressions;
using Lectern.Functions.Conversations.Events;
using Lectern.Functions.Tests.Support;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>A student, the tutor who teaches him, what they have in common, and two strangers.</summary>
internal sealed partial class AuthorisationWorld
{
    private readonly Dictionary<string, Guid> _ids = [];

    public static async Task<AuthorisationWorld> CreateAsync(SchoolApi api)
    {
        var world = new AuthorisationWorld();
        await using var data = NpgsqlDataSource.Create(api.Database.OwnerConnectionString);
        await using var users = data.CreateCommand(
            """
            insert into users (id, username, email, role)
            select id, name, name || '@example.org', role from unnest($1::uuid[], $2, $3) u (id, name, role);
            """);
        users.Parameters.Add(new() { Value = TestCallers.All.Select(world.Id).ToArray() });
        users.Parameters.Add(new() { Value = TestCallers.All });
        users.Parameters.Add(new() { Value = TestCallers.All.Select(TestCallers.Role).ToArray() });
        await users.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        foreach (var samples in Samples.All.Where(samples => samples.World.Length > 0))
        {
            await using var rows = data.CreateCommand(
                Name().Replace(samples.World, match => $"{world.Id(match.Groups[1].Value)}"));
            await rows.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        return world;
    }

    public (string, string)[] Headers(string caller) =>
        [("X-Dev-Role", TestCallers.Role(caller)), ("X-Dev-User", $"{Id(caller)}")];

    /// <summary>A caller's access to the conversation.</summary>
    public EventAccess Access(string caller) => new(new(TestCallers.Role(caller), Id(caller)), Id("conversations"));

    /// <summary>A path of a route, with the ids of rows that are there.</summary>
    public string Path(Samples samples, string route)
    {
        if (samples.Paths.TryGetValue(route, out string? path))
        {
            return path;
        }

        path = route.Replace("{id:guid}", $"{Id(samples, route.Split('/')[0])}", StringComparison.Ordinal);
        return OtherId().Replace(path, match => $"{Id(samples, $"{match.Groups[1].Value}s")}");
    }

    /// <summary>The example of a body, with the ids of rows that are there.</summary>
    public string? Body(Samples samples, string? example) =>
        example is null ? null : SampleBody.Of(example, name => $"{Id(samples, name)}");

    private Guid Id(Samples samples, string name) => Id(samples.Aliases.GetValueOrDefault(name, name));

    private Guid Id(string name) => _ids.TryGetValue(name, out var id) ? id : _ids[name] = Guid.CreateVersion7();

    [GeneratedRegex(@"\{([a-z]+)Id:guid\}")]
    private static partial Regex OtherId();

    /// <summary>A name in braces; a template has two pairs of them.</summary>
    [GeneratedRegex(@"(?<!\{)\{([a-z]+)\}(?!\})")]
    private static partial Regex Name();
}
