using System.Reflection;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Idempotency;
using Lectern.Functions.Http.Problems;
using Microsoft.AspNetCore.Authorization;

namespace Lectern.LocalHost.OpenApi;

/// <summary>What the rules of the house say of a function, from its route, its method and its attributes.</summary>
internal sealed record DescribedFunction(MethodInfo Method, string HttpMethod, string Path)
{
    /// <summary>The folder that the function is in.</summary>
    public string Resource => Method.DeclaringType!.Namespace!.Split('.')[^1];

    /// <summary>Whether nobody needs to sign in.</summary>
    public bool IsPublic => Has<AllowAnonymousAttribute>();

    /// <summary>An item that is read: it ends with its id, or is the one thing of its kind below an id.</summary>
    public bool IsConditionalRead => HttpMethod == "GET" && ReturnsUnion && HasETag;

    /// <summary>A change of an item.</summary>
    public bool IsConditionalWrite => HttpMethod is "PATCH" or "PUT" or "DELETE" && HasId;

    /// <summary>Whether a success carries the row's version.</summary>
    public bool HasETag => ReturnedRow is { } row && row.GetProperty("Version")?.PropertyType == typeof(int);

    /// <summary>The problems that may come of it, in the order of the contract's table.</summary>
    public IEnumerable<ProblemType> Problems
    {
        get
        {
            yield return ProblemType.UnknownParameter;
            yield return ProblemType.InvalidParameter;
            if (Method.GetParameters().Any(parameter => parameter.Name == "cursor"))
            {
                yield return ProblemType.InvalidCursor;
            }

            if (HasBody)
            {
                yield return ProblemType.MalformedJson;
                yield return ProblemType.BodyTooLarge;
                yield return ProblemType.UnsupportedMediaType;
                yield return ProblemType.ValidationFailed;
            }

            if (Has<RequiresIdempotencyKeyAttribute>())
            {
                yield return ProblemType.IdempotencyKeyRequired;
            }

            if (HttpMethod == "POST")
            {
                yield return ProblemType.IdempotencyKeyReused;
            }

            if (!IsPublic)
            {
                yield return ProblemType.Unauthenticated;
                yield return ProblemType.Forbidden;
            }

            if (HasId || Path.EndsWith("/me", StringComparison.Ordinal))
            {
                yield return ProblemType.NotFound;
            }

            if (HttpMethod != "GET")
            {
                yield return ProblemType.Conflict;
            }

            if (IsConditionalWrite)
            {
                yield return ProblemType.PreconditionFailed;
            }

            yield return ProblemType.Internal;
            yield return ProblemType.DatabaseUnavailable;
            yield return ProblemType.DatabaseTimeout;
        }
    }

    private bool HasId => Path.Contains("{id", StringComparison.Ordinal);

    private bool HasBody => Has<BodyAttribute>();

    private bool ReturnsUnion => Result.Name.StartsWith("Results`", StringComparison.Ordinal);

    private Type Result => Method.ReturnType is { IsGenericType: true } task && task.Name.StartsWith("Task", StringComparison.Ordinal)
        ? task.GetGenericArguments()[0]
        : Method.ReturnType;

    /// <summary>The record in <c>Ok&lt;T&gt;</c> or <c>Created&lt;T&gt;</c>.</summary>
    private Type? ReturnedRow => (ReturnsUnion ? Result.GetGenericArguments() : [Result])
        .FirstOrDefault(type => type is { IsGenericType: true, Namespace: "Microsoft.AspNetCore.Http.HttpResults" })
        ?.GetGenericArguments()[0];

    private bool Has<T>()
        where T : Attribute =>
        Method.GetCustomAttribute<T>() is not null || Method.DeclaringType!.GetCustomAttribute<T>() is not null;
}
