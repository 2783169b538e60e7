using System.Reflection;
using Lectern.Functions;
using Lectern.Functions.Data;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Idempotency;
using Lectern.Functions.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using static Lectern.Functions.Problems.ProblemType;

namespace Lectern.OpenApi;

/// <summary>What the rules of the house say of a function, from its route, its method and its attributes.</summary>
internal sealed record DescribedFunction(MethodInfo Method, string HttpMethod, string Path)
{
    /// <summary>The folder that the function is in, which is its tag.</summary>
    public string Resource => FolderOf(Method.DeclaringType!);

    /// <summary>Whether nobody needs to sign in.</summary>
    public bool IsPublic => Has<AllowAnonymousAttribute>();

    /// <summary>Whether without an Idempotency-Key it is refused.</summary>
    public bool NeedsIdempotencyKey => Has<RequiresIdempotencyKeyAttribute>();

    /// <summary>The body, where it takes one.</summary>
    public BodyAttribute? Body => Method.GetCustomAttribute<BodyAttribute>();

    /// <summary>The query, where it takes one.</summary>
    public QueryAttribute? Query => Method.GetCustomAttribute<QueryAttribute>();

    /// <summary>Whether it may answer 304.</summary>
    public bool IsConditionalRead => Results.Contains(typeof(StatusCodeHttpResult));

    /// <summary>A change of an item.</summary>
    public bool IsConditionalWrite => HttpMethod is "PATCH" or "PUT" or "DELETE" && HasId;

    /// <summary>Whether a success carries the row's version.</summary>
    public bool HasETag => (HttpMethod != "GET" || IsConditionalRead)
        && typeof(IVersionedRow).IsAssignableFrom(Row);

    /// <summary>The row of a list.</summary>
    public Type? ListedRow => Row is { } row && IsOf(row, typeof(Page<>)) ? row.GetGenericArguments()[0] : null;

    /// <summary>The row of an export.</summary>
    public Type? ExportedRow => ContentOf(typeof(ExportResult<>));

    /// <summary>Whether it answers with server-sent events.</summary>
    public bool IsEventStream => Results.Any(result => result.IsAssignableTo(typeof(IEventsResult)));

    /// <summary>The problems that may come of it.</summary>
    public IEnumerable<ProblemType> Problems =>
    [
        UnknownParameter,
        InvalidParameter,
        .. If(ListedRow is not null, InvalidCursor),
        .. If(Body is not null, MalformedJson, BodyTooLarge, UnsupportedMediaType, ValidationFailed),
        .. If(NeedsIdempotencyKey, IdempotencyKeyRequired),
        .. If(HttpMethod == "POST", IdempotencyKeyReused),
        .. If(!IsPublic, Unauthenticated, Forbidden),
        .. If(HasId || Path.EndsWith("/me", StringComparison.Ordinal), ProblemType.NotFound),
        .. If(HttpMethod != "GET", ProblemType.Conflict),
        .. If(Results.Contains(typeof(NoContent)), InUse),
        .. If(IsConditionalWrite, PreconditionFailed),
        .. Method.GetCustomAttribute<RefusesAttribute>()?.Problems ?? [],
        Internal,
        // What has no instance has no store.
        .. If(!Method.IsStatic, DatabaseUnavailable, DatabaseTimeout),
    ];

    private bool HasId => Path.Contains('{', StringComparison.Ordinal);

    /// <summary>The tag of a resource's functions.</summary>
    public static OpenApiTag TagOf(Resource resource) =>
        new() { Name = FolderOf(resource.GetType()), Description = resource.Description };

    private static string FolderOf(Type type) => type.Namespace!.Split('.')[2];

    /// <summary>What is in <c>Ok&lt;T&gt;</c> or <c>Created&lt;T&gt;</c>.</summary>
    private Type? Row => ContentOf(typeof(Ok<>)) ?? ContentOf(typeof(Created<>));

    /// <summary>What it may return: the members of a union, or the one thing.</summary>
    private Type[] Results
    {
        get
        {
            var result = IsOf(Method.ReturnType, typeof(Task<>))
                ? Method.ReturnType.GetGenericArguments()[0]
                : Method.ReturnType;
            bool isUnion = result.Name.StartsWith("Results`", StringComparison.Ordinal);
            return isUnion ? result.GetGenericArguments() : [result];
        }
    }

    private static ProblemType[] If(bool applies, params ProblemType[] problems) => applies ? problems : [];

    private static bool IsOf(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private Type? ContentOf(Type result) =>
        Results.FirstOrDefault(type => IsOf(type, result))?.GetGenericArguments()[0];

    private bool Has<T>()
        where T : Attribute =>
        Method.GetCustomAttribute<T>() is not null || Method.DeclaringType!.GetCustomAttribute<T>() is not null;
}
