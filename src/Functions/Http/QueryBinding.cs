namespace Lectern.Functions.Http;

/// <summary>
/// Binds a request's query before the function runs, and before its idempotency key is claimed. The hosts' own binding
/// differs between them and ignores what it does not know.
/// </summary>
public sealed class QueryBinding(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var function = context.GetEndpoint()?.Metadata.GetMetadata<FunctionMetadata>();
        if (function?.Query.Bind(context.Request.Query) is { } query)
        {
            context.Features.Set(new BoundQuery(query));
        }

        return next(context);
    }
}

/// <summary>A request's query, bound.</summary>
internal sealed record BoundQuery(object Record);

/// <summary>Gives functions the query of their <see cref="QueryAttribute"/>.</summary>
public static class QueryExtensions
{
    public static T GetQuery<T>(this HttpRequest request) =>
        (T)(request.HttpContext.Features.Get<BoundQuery>()?.Record
            ?? throw new InvalidOperationException($"The function has no [Query(typeof({typeof(T).Name}))]."));
}
