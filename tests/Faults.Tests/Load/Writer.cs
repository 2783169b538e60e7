using System.Text.Json.Nodes;

namespace Lectern.Faults.Tests.Load;

/// <summary>
/// A kind of write. It is found by reflection, so nothing outside the resource's folder names it: without the folder,
/// the clients write everything else. Each client has one writer of each kind.
/// </summary>
internal abstract class Writer(Client client)
{
    /// <summary>SQL for the rows of a run: a name and a value. The names are like <c>$1</c>.</summary>
    public abstract string Rows { get; }

    /// <summary>SQL for sentences about rows that contradict each other. No fault may leave one.</summary>
    public virtual string? Contradictions => null;

    /// <summary>The kind in the ledger.</summary>
    public string Kind => GetType().Name;

    protected Client Client => client;

    /// <summary>A writer of each kind.</summary>
    public static IReadOnlyList<Writer> CreateAll(Client client) =>
    [
        .. typeof(Writer).Assembly.GetTypes().Where(type => type.BaseType == typeof(Writer))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (Writer)Activator.CreateInstance(type, client)!),
    ];

    /// <summary>Makes what the writes need.</summary>
    public virtual Task EnterAsync() => Task.CompletedTask;

    /// <summary>Makes one write, which is known by its name.</summary>
    /// <returns>Whether it was acknowledged; otherwise it was abandoned.</returns>
    public abstract Task<bool> WriteAsync(string write);

    /// <summary>Whether a value is all that a write makes.</summary>
    public virtual bool IsWhole(string value) => true;

    protected async Task<bool> CreateAsync(string write, string path, JsonNode body)
    {
        if (await client.PostAsync(path, body) is not { } reply)
        {
            client.Run.Ledger.Abandon(new(Kind, write));
            return false;
        }

        client.Run.Ledger.Acknowledge(new(Kind, write), ValueOf(reply));
        return true;
    }

    /// <summary>What the database must have for a write that was answered.</summary>
    protected virtual string ValueOf(Reply reply) => (string)reply.Json["id"]!;

    /// <summary>Makes a row that the writes need.</summary>
    /// <returns>Its id.</returns>
    protected async Task<string> PrepareAsync(string path, JsonNode body) =>
        (string)(await client.PostAsync(path, body))!.Json["id"]!;
}
