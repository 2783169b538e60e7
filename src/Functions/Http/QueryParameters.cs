using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Problems;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Http;

/// <summary>
/// Holds a request's query against the parameters of its function before the host binds them, so that both hosts
/// refuse the same things with the same words: unknown and repeated names, values of the wrong kind or out of range.
/// </summary>
public sealed class QueryParameters(RequestDelegate next)
{
    private readonly ConcurrentDictionary<MethodInfo, Dictionary<string, Known>> _known = new();

    /// <summary>The middleware.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<FunctionMetadata>() is { Method: var method })
        {
            Check(context.Request, _known.GetOrAdd(method, ParametersOf));
        }

        return next(context);
    }

    private static void Check(HttpRequest request, Dictionary<string, Known> known)
    {
        var faults = new Dictionary<string, string[]>();
        foreach (var (name, values) in request.Query)
        {
            if (!known.TryGetValue(name, out var parameter))
            {
                string names = known.Count == 0 ? "none" : string.Join(", ", known.Keys);
                throw ProblemType.UnknownParameter.Exception(
                    $"'{name}' is not a parameter of this endpoint; it knows {names}.",
                    new Dictionary<string, string[]> { [name] = [$"is not known; known are {names}"] });
            }

            if ((values.Count == 1 ? FaultOf(parameter, values[0] ?? "") : "is given more than once") is { } fault)
            {
                faults[parameter.Name] = [fault];
            }
        }

        if (faults.Count > 0)
        {
            throw ProblemType.InvalidParameter.Exception(
                string.Join("; ", faults.Select(fault => $"{fault.Key} {fault.Value[0]}")) + ".", faults);
        }
    }

    private static string? FaultOf(Known parameter, string text)
    {
        if (Parse(parameter.Type, text) is not { } value)
        {
            return $"must be {JsonTypeNames.Of(parameter.Type)}";
        }

        return value is string chars && chars.Contains('\0', StringComparison.Ordinal)
            ? "must not contain the character NUL (U+0000)"
            : parameter.Rules.FirstOrDefault(rule => !Allows(rule, value)) switch
            {
                null => null,
                StringLengthAttribute length => $"must have at most {length.MaximumLength} characters",
                RangeAttribute range => $"must be from {range.Minimum} to {range.Maximum}",
                AllowedValuesAttribute allowed => $"must be one of {string.Join(", ", allowed.Values)}",
                var rule => rule.FormatErrorMessage(parameter.Name),
            };
    }

    /// <summary>Characters are code points here as everywhere; the attribute would count UTF-16.</summary>
    private static bool Allows(ValidationAttribute rule, object value) => rule is StringLengthAttribute length
        ? TextAttribute.CodePoints((string)value) <= length.MaximumLength
        : rule.IsValid(value);

    /// <summary>The value as both hosts will bind it, in one spelling only; null where it is none.</summary>
    private static object? Parse(Type type, string text)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var culture = CultureInfo.InvariantCulture;
        return type == typeof(string) ? text
            : type == typeof(bool)
                ? bool.TryParse(text, out bool flag) && text.Length == text.Trim().Length ? flag : null
            : type == typeof(int)
                ? int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out int number) ? number : null
            : type == typeof(Guid) ? Guid.TryParseExact(text, "D", out var id) ? id : null
            : type == typeof(DateTimeOffset) ? TimeConverter.Parse(text)
            : type == typeof(DateOnly)
                ? DateOnly.TryParseExact(text, "O", culture, DateTimeStyles.None, out var day) ? day : null
            : throw new NotSupportedException($"Query parameters of type {type} are not known to both hosts.");
    }

    /// <summary>
    /// What is bound from the query: simple types that are not in the route; and what a function with a body declares
    /// by <see cref="QueryParameterAttribute"/>.
    /// </summary>
    private static Dictionary<string, Known> ParametersOf(MethodInfo method)
    {
        string route = method.GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .First(trigger => trigger is not null)!.Route ?? "";
        var bound = method.GetParameters()
            .Where(parameter => parameter.ParameterType != typeof(HttpRequest)
                && parameter.ParameterType != typeof(CancellationToken)
                && !route.Contains($"{{{parameter.Name}:", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => new Known(
                parameter.Name!, parameter.ParameterType, [.. parameter.GetCustomAttributes<ValidationAttribute>()]));
        var declared = method.GetCustomAttributes<QueryParameterAttribute>()
            .Select(parameter => new Known(
                parameter.Name, typeof(string), [new AllowedValuesAttribute([.. parameter.Values])]));
        return bound.Concat(declared).ToDictionary(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
    }

    private sealed record Known(string Name, Type Type, ValidationAttribute[] Rules);
}
