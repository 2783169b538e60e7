using Microsoft.AspNetCore.Mvc;

namespace Lectern.Functions.Problems;

/// <summary>The problems of the HTTP contract (RFC 9457): the only place that pairs a status with a code.</summary>
public sealed record ProblemType(int Status, string Code, string Title)
{
    /// <summary>How soon a request that was refused for the time being may be tried again.</summary>
    public const string RetryAfterSeconds = "2";

    public static readonly ProblemType MalformedJson = new(400, "malformed-json", "The body is not valid JSON");
    public static readonly ProblemType UnknownParameter = new(400, "unknown-parameter", "Unknown query parameter");
    public static readonly ProblemType InvalidParameter = new(400, "invalid-parameter", "Invalid parameter");
    public static readonly ProblemType InvalidCursor = new(400, "invalid-cursor", "Invalid cursor");
    public static readonly ProblemType IdempotencyKeyRequired =
        new(400, "idempotency-key-required", "An idempotency key is required");
    public static readonly ProblemType Unauthenticated = new(401, "unauthenticated", "Sign in first");
    public static readonly ProblemType Forbidden = new(403, "forbidden", "Your role may not do this");
    public static readonly ProblemType NotFound = new(404, "not-found", "Not found");
    public static readonly ProblemType MethodNotAllowed = new(405, "method-not-allowed", "Method not allowed");
    public static readonly ProblemType Conflict = new(409, "conflict", "Conflict with another row");
    public static readonly ProblemType InUse = new(409, "in-use", "Other rows depend on this one");
    public static readonly ProblemType Overlap = new(409, "overlap", "Overlaps with another row");
    public static readonly ProblemType InvalidTransition =
        new(409, "invalid-transition", "The present state does not allow this");
    public static readonly ProblemType PreconditionFailed = new(412, "precondition-failed", "The row has changed");
    public static readonly ProblemType BodyTooLarge = new(413, "body-too-large", "The body is too large");
    public static readonly ProblemType UnsupportedMediaType =
        new(415, "unsupported-media-type", "Unsupported media type");
    public static readonly ProblemType ValidationFailed = new(422, "validation-failed", "The body is not acceptable");
    public static readonly ProblemType IdempotencyKeyReused =
        new(422, "idempotency-key-reused", "The idempotency key was used for another request");
    public static readonly ProblemType TooManyStreams = new(429, "too-many-streams", "Too many open streams");
    public static readonly ProblemType Internal = new(500, "internal", "Something went wrong on our side");
    public static readonly ProblemType DatabaseUnavailable =
        new(503, "database-unavailable", "The database cannot be reached");
    public static readonly ProblemType Overloaded = new(503, "overloaded", "Too many requests");
    public static readonly ProblemType DatabaseTimeout = new(504, "database-timeout", "The database took too long");

    public static IReadOnlyList<ProblemType> All { get; } =
    [
        MalformedJson, UnknownParameter, InvalidParameter, InvalidCursor, IdempotencyKeyRequired, Unauthenticated,
        Forbidden, NotFound, MethodNotAllowed, Conflict, InUse, Overlap, InvalidTransition, PreconditionFailed,
        BodyTooLarge, UnsupportedMediaType, ValidationFailed, IdempotencyKeyReused, TooManyStreams, Internal,
        DatabaseUnavailable, Overloaded, DatabaseTimeout,
    ];

    private static readonly ProblemType[] OfTheFramework =
    [
        InvalidParameter, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, BodyTooLarge, UnsupportedMediaType,
    ];

    /// <summary>The problem for a status that the framework set.</summary>
    public static ProblemType OfStatus(int status) =>
        Array.Find(OfTheFramework, type => type.Status == status)
        ?? (status >= 500 ? Internal with { Status = status } : InvalidParameter with { Status = status });

    public ProblemHttpResult Result(string detail, IReadOnlyDictionary<string, string[]>? errors = null) =>
        TypedResults.Problem(Details(detail, errors));

    public ProblemException Exception(string detail, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new(this, detail, errors);

    /// <summary>The problem of one member or parameter, which <c>errors</c> names.</summary>
    public ProblemException Exception(string detail, string member, string fault) =>
        Exception(detail, new Dictionary<string, string[]> { [member] = [fault] });

    /// <summary>Without the members that depend on the request, which the writer adds.</summary>
    public ProblemDetails Details(string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        var details = new ProblemDetails
        {
            Type = $"urn:problem-type:lectern:{Code}",
            Title = Title,
            Status = Status,
            Detail = detail,
            Extensions = { ["code"] = Code },
        };
        if (errors is not null)
        {
            details.Extensions["errors"] = errors;
        }

        return details;
    }
}
