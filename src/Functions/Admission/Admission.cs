namespace Lectern.Functions.Admission;

/// <summary>
/// Gives each request its share of the database, and refuses it before anything is done for it if too many wait.
/// </summary>
public sealed class Admission(RequestDelegate next, DatabasePlaces places)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Health, the index and the reference page are answered under any load.
        if (context.GetEndpoint()?.Metadata is not { } metadata
            || metadata.GetMetadata<IAllowAnonymous>() is not null
            || metadata.GetMetadata<FunctionMetadata>() is not { IsCatchAll: false } function)
        {
            return next(context);
        }

        if (places.IsFull(function.Share))
        {
            return ProblemType.Overloaded.Result(DatabasePlaces.Refusal).ExecuteAsync(context);
        }

        context.RequestServices.GetRequiredService<RequestDatabase>().Share = function.Share;
        return next(context);
    }
}
