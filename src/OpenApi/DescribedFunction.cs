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

/// <summary>What follows from a function's route, method and attributes.</summary>
internal sealed record DescribedFunction(MethodInfo Method, string HttpMethod, string Path)
{
    /// <summary>The folder of the function, which is its tag.</summary>
    public string Resource => FolderOf(Method.DeclaringType!);
    public bool IsPublic => Has<AllowAnonymousAttribute>();
    public bool NeedsIdempotencyKey => Has<RequiresIdempotencyKeyAttribute>();
    public BodyAttribute? Body => Method.GetCustomAttribute<BodyAttribute>();
    public QueryAttribute? Query => Method.GetCustomAttribute<QueryAttribute>();
    public bool IsConditionalRead => Results.Contains(typeof(StatusCodeHttpResult));
    /// <summary>Does it answer a browser with a page in place of the JSON?</summary>
    public bool IsAlsoPage => Row is not null && Results.Contains(typeof(ContentHttpResult));
    public bool IsConditionalWrite => HttpMethod is "PATCH" or "PUT" or "DELETE" && HasId;
    public bool HasETag => (HttpMethod != "GET" || IsConditionalRead) && typeof(IVersionedRow).IsAssignableFrom(Row);

    public Type? ListedRow => Row is { } row && IsOf(row, typeof(Page<>)) ? row.GetGenericArguments()[0] : null;
    public Type? ExportedRow => ContentOf(typeof(ExportResult<>));
    public bool IsEventStream => Results.Any(result => result.IsAssignableTo(typeof(IEventsResult)));

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
        // A static function uses no store.
        .. If(ExportedRow is not null || IsEventStream, TooManyStreams),
        .. If(!Method.IsStatic, DatabaseUnavailable, DatabaseTimeout),
        .. If(!IsPublic, Overloaded),
    ];

    private bool HasId => Path.Contains('{', StringComparison.Ordinal);

    public static OpenApiTag TagOf(Resource resource) =>
        new() { Name = FolderOf(resource.GetType()), Description = resource.Description };

    private static string FolderOf(Type type) => type.Namespace!.Split('.')[2];

    private Type? Row => ContentOf(typeof(Ok<>)) ?? ContentOf(typeof(Created<>));

    // The members of a union, or the single result.
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
