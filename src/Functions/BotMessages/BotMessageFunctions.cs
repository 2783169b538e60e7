using Lectern.Functions.Conversations;

namespace Lectern.Functions.BotMessages;

/// <summary>Has the bot speak in a conversation that the caller sees.</summary>
[Access(Write = Role.Staff)]
public sealed class BotMessageFunctions(BotTemplateStore templates, MessageStore messages)
{
    /// <summary>Posts a message made from a template.</summary>
    [Body(typeof(BotMessageInput), Example = """
        {"template":{"name":"homework.due","locale":"de-AT"},
         "conversationId":"0198e5a1-7320-783a-8dd8-eb4e26206a55","values":{"name":"Ada"}}
        """)]
    [Refuses("not-found")]
    [Function("createBotMessage")]
    public async Task<Results<Created<Message>, ProblemHttpResult>> Create(
        [HttpTrigger(Anonymous, "post", Route = "bot-messages")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        var input = await JsonBody.ReadAsync<BotMessageInput>(request, cancellationToken);
        if (await messages.CountAsync(input.ConversationId, caller, cancellationToken) is null)
        {
            return Answers.Missing($"conversation {input.ConversationId}");
        }

        var template = await FindAsync(input.Template, cancellationToken);
        string text = TemplateText.Render(template, input.Values);
        if (!new TextAttribute(MessageInput.MaxBodyLength) { IsMultiLine = true }.IsValid(text))
        {
            throw Refused("values", $"make a text that must have 1 to {MessageInput.MaxBodyLength} characters, "
                + "some of them visible");
        }

        var message = await messages.PostAsync(input.ConversationId, text, isBot: true, caller, cancellationToken);
        return message is null
            ? Answers.Missing($"conversation {input.ConversationId}")
            : Answers.Created(
                request, message,
                Links.Sibling(request, $"conversations/{message.ConversationId}/messages/{message.Id}"));
    }

    private async Task<BotTemplate> FindAsync(TemplateReference wanted, CancellationToken cancellationToken) =>
        wanted switch
        {
            { Id: { } id, Name: null, Locale: null } => await templates.FindAsync(id, cancellationToken) switch
            {
                null => throw Refused("template.id", "does not exist"),
                { IsActive: false } => throw Refused("template.id", "is a template that is not active"),
                var template => template,
            },
            { Id: null, Name: { } name } => await templates.FindAsync(
                name, TemplateReference.Fallbacks(wanted.Locale ?? TemplateReference.LastLocale), cancellationToken)
                ?? throw Refused("template.name", "has no active template in this language or one it falls back to"),
            _ => throw Refused("template", "must have either an id, or a name and perhaps a locale"),
        };

    private static ProblemException Refused(string member, string fault) =>
        ProblemType.ValidationFailed.Exception($"{member} {fault}.", member, fault);
}
