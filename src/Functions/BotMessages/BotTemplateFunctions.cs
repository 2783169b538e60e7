using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.BotMessages;

/// <summary>The bot's templates: admins write them, tutors read and render them.</summary>
[Authorize(Roles = Role.Staff)]
public sealed class BotTemplateFunctions(BotTemplateStore templates, RequestDatabase database)
{
    /// <summary>Templates, a page at a time.</summary>
    [Function("listBotTemplates")]
    public async Task<Ok<Page<BotTemplate>>> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "bot-messages/templates")]
        HttpRequest request,
        [Range(1, Page<BotTemplate>.MaxLimit)] int limit = Page<BotTemplate>.DefaultLimit, string? cursor = null,
        string sort = "name", bool count = false, [StringLength(BotTemplateInput.MaxNameLength)] string? name = null,
        [StringLength(BotTemplateInput.MaxLocaleLength)] string? locale = null, bool? active = null,
        CancellationToken cancellationToken = default)
    {
        var page = new PageRequest<BotTemplate>(
            request, BotTemplateStore.SortKeys, sort, limit, cursor, count);
        return TypedResults.Ok(await templates.ListAsync(new(name, locale, active), page, cancellationToken));
    }

    /// <summary>All templates that the filters let through, as one stream.</summary>
    [Function("exportBotTemplates")]
    [SuppressMessage("Style", "IDE0060", Justification = "The trigger of a function is a parameter, used or not.")]
    public ExportResult<BotTemplate> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "bot-messages/templates/export")]
        HttpRequest request,
        [AllowedValues("ndjson", "csv")] string format = "ndjson",
        [StringLength(BotTemplateInput.MaxNameLength)] string? name = null,
        [StringLength(BotTemplateInput.MaxLocaleLength)] string? locale = null, bool? active = null) =>
        new(database, BotTemplateStore.Query(new(name, locale, active)), "name, id", format);

    /// <summary>One template.</summary>
    [Function("getBotTemplate")]
    public async Task<Results<Ok<BotTemplate>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "bot-messages/templates/{id:guid}")]
        HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var template = await templates.FindAsync(id, cancellationToken);
        return template is null ? NotFound(id) : Answers.Found(request, template);
    }

    /// <summary>Makes a template.</summary>
    [Authorize(Roles = Role.Admin)]
    [Body(typeof(BotTemplateInput), Example = """
        {"name":"homework.due","locale":"en","body":"Hello {{name}}, your homework is due."}
        """)]
    [Function("createBotTemplate")]
    public async Task<Created<BotTemplate>> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bot-messages/templates")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<BotTemplateInput>(request, cancellationToken);
        var template = await templates.CreateAsync(input, cancellationToken);
        return Answers.Created(request, template);
    }

    /// <summary>Changes the members of a template that the merge patch names.</summary>
    [Authorize(Roles = Role.Admin)]
    [Body(typeof(BotTemplateInput), IsPatch = true, Example = """{"isActive":false}""")]
    [Function("updateBotTemplate")]
    public async Task<Results<Ok<BotTemplate>, ProblemHttpResult>> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "bot-messages/templates/{id:guid}")]
        HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadPatchAsync<BotTemplateInput>(request, cancellationToken);
        var template = await templates.UpdateAsync(id, patch, ETag.IfMatch(request), cancellationToken);
        if (template is null)
        {
            return await MissingOrStaleAsync(id, cancellationToken);
        }

        return Answers.Changed(request, template);
    }

    /// <summary>Deletes a template; messages that were made from it stay.</summary>
    [Authorize(Roles = Role.Admin)]
    [Function("deleteBotTemplate")]
    public async Task<Results<NoContent, ProblemHttpResult>> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "bot-messages/templates/{id:guid}")]
        HttpRequest request,
        Guid id, CancellationToken cancellationToken) =>
        await templates.DeleteAsync(id, ETag.IfMatch(request), cancellationToken)
            ? TypedResults.NoContent()
            : await MissingOrStaleAsync(id, cancellationToken);

    /// <summary>The text of a template with its values; nothing is posted.</summary>
    [Body(typeof(TemplateValues), Example = """{"values":{"name":"Ada"}}""")]
    [Function("renderBotTemplate")]
    public async Task<Results<Ok<RenderedTemplate>, ProblemHttpResult>> Render(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bot-messages/templates/{id:guid}/render")]
        HttpRequest request,
        Guid id, CancellationToken cancellationToken)
    {
        var input = await JsonBody.ReadAsync<TemplateValues>(request, cancellationToken);
        return await templates.FindAsync(id, cancellationToken) is { } template
            ? TypedResults.Ok(new RenderedTemplate(TemplateText.Render(template, input.Values), template.Locale))
            : NotFound(id);
    }

    private async Task<ProblemHttpResult> MissingOrStaleAsync(Guid id, CancellationToken cancellationToken) =>
        await templates.FindAsync(id, cancellationToken) is { } present ? ETag.Stale(present.Version) : NotFound(id);

    private static ProblemHttpResult NotFound(Guid id) => ProblemType.NotFound.Result($"There is no template {id}.");
}
