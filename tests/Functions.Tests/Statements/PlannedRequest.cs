using System.Reflection;
using System.Text.Json.Nodes;
using Lectern.Functions.Data;
using Lectern.Functions.Http;
using Lectern.Functions.Tests.Http;
using Lectern.Functions.Tests.Support;
using Lectern.Functions.Unknown;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Tests.Statements;

/// <summary>A request whose statements are explained.</summary>
/// <param name="Function">The name of the function.</param>
/// <param name="Caller">One of the <see cref="TestCallers"/>, as which it is sent.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and the query.</param>
/// <param name="Body">JSON, if it has a body.</param>
/// <param name="HasKey">Whether it has an idempotency key.</param>
internal sealed record PlannedRequest(
    string Function, string Caller, string Method, string Path, string? Body = null, bool HasKey = false)
{
    private static readonly string[] Days = ["2016-09-05", "2021-09-01", "2026-10-01"];

    /// <summary>
    /// Every function by everybody whom it answers; a list in every order and with every filter; a write with ids of
    /// nobody, and under a key. Deletions come late, and exports last.
    /// </summary>
    public static IEnumerable<PlannedRequest> All(AuthorisationWorld world, JsonNode document) => Functions()
        .SelectMany(function => Of(function, world, OperationOf(document, NameOf(function))))
        .OrderBy(request => request.IsExport ? 2 : request.Method == "DELETE" ? 1 : 0);

    public static IEnumerable<MethodInfo> Functions() =>
        FunctionMetadata.Methods.Where(method => NameOf(method) != UnknownFunctions.Name);

    public static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    /// <summary>Whether it is an export, which the test leaves early: its last batch may seem the next one.</summary>
    public bool IsExport => Function.StartsWith("export", StringComparison.Ordinal);

    /// <summary>Whether it is the first page of a list in some order, without a filter.</summary>
    public bool IsPlainList => Path.Contains("?sort=", StringComparison.Ordinal) && !Path.Contains('&');

    public override string ToString() => $"{Caller}: {Method} {Path}{(HasKey ? " with a key" : "")}";

    private static IEnumerable<PlannedRequest> Of(MethodInfo function, AuthorisationWorld world, JsonNode operation)
    {
        var samples = Samples.Of(function);
        var trigger = FunctionMetadata.TriggerOf(function);
        string method = trigger.Methods![0].ToUpperInvariant();
        string path = world.Path(samples, trigger.Route!);
        string? archived = samples.Archived.GetValueOrDefault(NameOf(function));
        string? example = function.GetCustomAttribute<BodyAttribute>()?.Example;
        string[] statuses = samples.Statuses[NameOf(function)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] callers = [.. TestCallers.All.Where((_, place) => statuses[place] == "ok")];
        foreach (string caller in callers.DistinctBy(TestCallers.Role))
        {
            var request = new PlannedRequest(
                NameOf(function), caller, method, path, world.Body(samples, example));
            foreach (string query in QueriesOf(operation, samples))
            {
                yield return request with { Path = path + query };
                if (archived is not null && TestCallers.Role(caller) == "admin")
                {
                    yield return request with { Path = archived + query };
                }
            }

            if (method == "POST")
            {
                yield return request with { HasKey = true };
                yield return request with { Body = example is null ? null : BodyOfNobody(example) };
            }
        }
    }

    private static string BodyOfNobody(string example) => SampleBody.Of(example, _ => $"{Guid.NewGuid()}");

    /// <summary>The query strings that make another statement.</summary>
    private static IEnumerable<string> QueriesOf(JsonNode operation, Samples samples)
    {
        var parameters = (operation["parameters"]?.AsArray() ?? [])
            .Where(parameter => (string?)parameter!["in"] == "query").Select(parameter => parameter!)
            .ToDictionary(parameter => (string)parameter["name"]!, parameter => parameter["schema"]!);
        bool isList = parameters.ContainsKey("cursor");
        string[] sorts = isList ? [.. parameters["sort"]["enum"]!.AsArray().Select(sort => $"?sort={sort}")] : ["?"];
        var filters = parameters.Where(parameter => parameter.Key is not ("limit" or "cursor" or "sort" or "count"))
            .SelectMany(filter => ValuesOf(filter.Key, filter.Value, samples)
                .Select(value => $"&{filter.Key}={Uri.EscapeDataString(value)}"));
        foreach (string sort in sorts)
        {
            yield return sort;
            foreach (string filter in filters)
            {
                yield return sort + filter;
            }
        }

        if (isList)
        {
            yield return $"?limit={ListQuery<IRow>.MaxLimit}";
            yield return $"?count={Counting.Exact}";
            yield return $"?count={Counting.Estimated}";
        }
    }

    private static IEnumerable<string> ValuesOf(string name, JsonNode schema, Samples samples) => schema switch
    {
        _ when samples.Filters.TryGetValue(name, out string[]? values) => values,
        _ when schema["enum"] is JsonArray values => values.Select(value => (string)value!),
        _ when (string?)schema["type"] == "boolean" => ["true", "false"],
        _ when (string?)schema["format"] == "uuid" => [LargeSchool.Id(1), LargeSchool.Id(2)],
        _ when (string?)schema["format"] == "date" => Days,
        _ when (string?)schema["format"] == "date-time" => Days.Select(day => $"{day}T00:00:00Z"),
        _ when (string?)schema["type"] == "integer" => [$"{(int?)schema["minimum"] ?? 1}"],
        _ => ["x"],
    };

    private static JsonNode OperationOf(JsonNode document, string function) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .First(operation => (string?)operation.Value!["operationId"] == function).Value!;
}
