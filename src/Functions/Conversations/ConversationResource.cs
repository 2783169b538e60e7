using Lectern.Functions.Conversations.Events;

namespace Lectern.Functions.Conversations;

internal sealed record ConversationResource() : Resource(
    60, "Conversations, their messages, and events for new messages.", ConversationJson.Default,
    typeof(ConversationStore), typeof(MessageStore))
{
    public override void AddServices(IServiceCollection registered, ApplicationSettings settings)
    {
        base.AddServices(registered, settings);
        registered.AddSingleton(EventTimes.Read(settings.Configuration));
        registered.AddSingleton<EventStore>();
        registered.AddSingleton<ConversationFeeds>();
        registered.AddSingleton<MessageListener>();
        registered.AddSingleton<MessageNotices>();
        registered.AddHostedService<AccessCheck>();
        registered.AddListeningDatabase(settings);
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ConversationInput))]
[JsonSerializable(typeof(MessageInput))]
[JsonSerializable(typeof(Page<Conversation>))]
[JsonSerializable(typeof(Page<Message>))]
[JsonSerializable(typeof(ReadMark))]
internal sealed partial class ConversationJson : JsonSerializerContext;
