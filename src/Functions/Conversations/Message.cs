namespace Lectern.Functions.Conversations;

/// <summary>A message. It never changes.</summary>
[Sort("number", Default = "-number")]
public sealed record Message : IRow
{
    public required Guid Id { get; init; }
    /// <summary>The conversation that it belongs to.</summary>
    public required Guid ConversationId { get; init; }
    /// <summary>Its place in the conversation: 1, 2, 3 … without gaps. It is also the id of its event.</summary>
    public required int Number { get; init; }
    /// <summary>Who posted it; null for a caller without a user.</summary>
    public Guid? SenderId { get; init; }
    /// <summary>Whether the text comes from a template of the bot. The sender is the user who called the bot.</summary>
    public bool IsBot { get; init; }
    /// <summary>The text, as it was written.</summary>
    public required string Body { get; init; }
    /// <summary>When it was posted.</summary>
    public DateTime CreatedAt { get; init; }

    [JsonIgnore]
    public int Version { get; } = 1;
}

/// <summary>A message to post.</summary>
public sealed record MessageInput
{
    public const int MaxBodyLength = 4000;

    [Text(MaxBodyLength, IsMultiLine = true)] public required string Body { get; init; }
}
