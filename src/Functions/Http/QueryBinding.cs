namespace Lectern.Functions.Http;

/// <summary>Runs before the idempotency key is claimed. The hosts' bindings ignore unknown parameters.</summary>
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

internal sealed record BoundQuery(object Record);

public static class QueryExtensions
{
    public static T GetQuery<T>(this HttpRequest request) =>
        (T)(request.HttpContext.Features.Get<BoundQuery>()?.Record
            ?? throw new InvalidOperationException($"The function has no [Query(typeof({typeof(T).Name}))]."));
}
