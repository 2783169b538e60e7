namespace Lectern.Functions.Conversations.Events;

/// <summary>What a stream needs: the caller's role, and the right to see the conversation.</summary>
public sealed record EventAccess(Caller Caller, Guid ConversationId);
