namespace Lectern.Functions.BotMessages;

/// <summary>The bot's templates: admins write them, tutors read and render them.</summary>
[Access(Read = Role.Staff, Write = Role.Admin)]
public sealed class BotTemplateFunctions(BotTemplateStore templates)
{
    /// <summary>Templates, a page at a time.</summary>
    [Query(typeof(BotTemplateQuery))]
    [Function("listBotTemplates")]
    public Task<Ok<Page<BotTemplate>>> List(
        [HttpTrigger(Anonymous, "get", "head", Route = "bot-messages/templates")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.ListedAsync(request, (BotTemplateQuery query) => templates.List(query), cancellationToken);

    /// <summary>All templates that match the filters, as one stream.</summary>
    [Query(typeof(BotTemplateQuery), ForExport = true)]
    [Function("exportBotTemplates")]
    public ExportResult<BotTemplate> Export(
        [HttpTrigger(Anonymous, "get", "head", Route = "bot-messages/templates/export")] HttpRequest request) =>
        Answers.Exported(request, (BotTemplateQuery query) => templates.List(query));

    /// <summary>One template.</summary>
    [Function("getBotTemplate")]
    public async Task<Results<Ok<BotTemplate>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(Anonymous, "get", "head", Route = "bot-messages/templates/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        Answers.Found(request, await templates.FindAsync(id, cancellationToken), $"template {id}");

    /// <summary>Creates a template.</summary>
    [Body(typeof(BotTemplateInput), Example = """
        {"name":"homework.due","locale":"en","body":"Hello {{name}}, your homework is due."}
        """)]
    [Function("createBotTemplate")]
    public async Task<Created<BotTemplate>> Create(
        [HttpTrigger(Anonymous, "post", Route = "bot-messages/templates")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<BotTemplateInput>(request, cancellationToken);
        return Answers.Created(request, await templates.CreateAsync(input, cancellationToken));
    }

    /// <summary>Changes the members of a template that the merge patch names.</summary>
    [Body(typeof(BotTemplateInput), IsPatch = true, Example = """{"isActive":false}""")]
    [Function("updateBotTemplate")]
    public async Task<Results<Ok<BotTemplate>, ProblemHttpResult>> Update(
        [HttpTrigger(Anonymous, "patch", Route = "bot-messages/templates/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<BotTemplateInput>(request, cancellationToken);
        var template = await templates.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        return await Answers.ChangedAsync(
            request, template, $"template {id}", () => templates.FindAsync(id, cancellationToken));
    }

    /// <summary>Deletes a template; messages that were made from it stay.</summary>
    [Function("deleteBotTemplate")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(Anonymous, "delete", Route = "bot-messages/templates/{id:guid}")] HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        await Answers.DeletedAsync(
            await templates.DeleteAsync(id, ETag.IfMatch(request), cancellationToken), $"template {id}",
            () => templates.FindAsync(id, cancellationToken));

    /// <summary>The text of a template with its values; nothing is posted.</summary>
    [Access(Write = Role.Staff)]
    [Body(typeof(TemplateValues), Example = """{"values":{"name":"Ada"}}""")]
    [Function("renderBotTemplate")]
    public async Task<Results<Ok<RenderedTemplate>, ProblemHttpResult>> Render(
        [HttpTrigger(Anonymous, "post", Route = "bot-messages/templates/{id:guid}/render")] HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<TemplateValues>(request, cancellationToken);
        return await templates.FindAsync(id, cancellationToken) is { } template
            ? TypedResults.Ok(new RenderedTemplate(TemplateText.Render(template, input.Values), template.Locale))
            : Answers.Missing($"template {id}");
    }
}
