namespace Lectern.Functions.Conversations;

/// <summary>A conversation, as the caller sees it.</summary>
[Sort("lastActivityAt", "createdAt", Default = "-lastActivityAt")]
public sealed record Conversation : IMutableRow
{
    public required Guid Id { get; init; }
    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }
    /// <summary>The users who take part.</summary>
    public required Guid[] ParticipantIds { get; init; }
    /// <summary>How many messages there are, which is the number of the last one.</summary>
    public int MessageCount { get; init; }
    /// <summary>How many of them the caller has not read; 0 for an admin who takes no part.</summary>
    public int UnreadCount { get; init; }

    /// <summary>The last message; null while there is none.</summary>
    public Message? LastMessage =>
        LastMessageJson is null ? null : JsonSerializer.Deserialize<Message>(LastMessageJson, LecternJson.Options);

    /// <summary>When the last message was posted; without messages, when the conversation began.</summary>
    public DateTime LastActivityAt { get; init; }
    /// <summary>When the conversation began.</summary>
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    /// <summary>
    /// The row's version and the caller's last read number added up. Neither ever goes down, so the sum changes
    /// whenever what the caller sees does.
    /// </summary>
    [JsonIgnore] public int Version { get; init; }
    /// <summary>The last message as the database wrote it: one column, looked up for a page's rows alone.</summary>
    [JsonIgnore] public string? LastMessageJson { get; init; }
}

/// <summary>A conversation to begin.</summary>
public sealed record ConversationInput
{
    public const int MaxSubjectLength = 200;
    public const int MaxParticipants = 100;

    [Text(MaxSubjectLength)] public required string Subject { get; init; }
    /// <summary>The users who take part. The caller always does. A tutor's id stands for the tutor's user.</summary>
    [Length(1, MaxParticipants, ErrorMessage = "must have {1} to {2} users")]
    public required Guid[] ParticipantIds { get; init; }
}

/// <summary>How far a participant has read.</summary>
public sealed record ReadMark
{
    /// <summary>The last message that was read.</summary>
    public required Guid LastMessageId { get; init; }
}
