using System.Net;
using System.Reflection;
using Lectern.Functions.Http;
using Lectern.Functions.Tests.Support;
using Lectern.Functions.Unknown;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>What both hosts ask of a function, and what only one of them would forgive.</summary>
public sealed class RouteTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private static readonly List<(MethodInfo Method, string Name, HttpTriggerAttribute Trigger)> Functions =
    [
        .. FunctionMetadata.Methods.Select(method => (
            method, method.GetCustomAttribute<FunctionAttribute>()!.Name,
            method.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!)),
    ];

    [Fact]
    public void No_two_functions_have_one_name_or_overlapping_routes()
    {
        // The Functions host matches in the order of names and knows no precedence: each path must fit one route.
        Assert.Equal(Functions.Count, Functions.DistinctBy(function => function.Name).Count());
        // The catch-all, which has no methods of its own, matches what the others leave.
        var routes = Functions.SelectMany(function => (function.Trigger.Methods ?? []).Select(method =>
            (Method: method, Segments: function.Trigger.Route!.Split('/'), function.Name))).ToList();
        foreach (var one in routes)
        {
            foreach (var other in routes.Where(other => other.Name != one.Name && other.Method == one.Method
                && other.Segments.Length == one.Segments.Length))
            {
                Assert.True(
                    one.Segments.Zip(other.Segments).Any(pair => Differ(pair.First, pair.Second)),
                    $"{one.Name} and {other.Name} both match {string.Join('/', one.Segments)}");
            }
        }

        // A UUID never equals a word; two parameters, or two equal words, may be the same.
        static bool Differ(string one, string other) => (one[0] == '{') == (other[0] == '{')
            ? one[0] != '{' && one != other
            : (one + other).Contains(":guid}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_catch_all_sorts_last_and_is_alone_in_having_no_methods()
    {
        Assert.Equal(UnknownFunctions.Name, Functions.Select(function => function.Name).Max(StringComparer.Ordinal));
        var (_, name, trigger) = Assert.Single(
            Functions, function => function.Trigger.Methods is null or [] || function.Trigger.Route!.Contains('*'));
        Assert.Equal((UnknownFunctions.Name, "{*path}"), (name, trigger.Route));
    }

    [Fact]
    public void Every_function_that_answers_GET_answers_HEAD() => Assert.All(
        Functions.Select(function => (function.Name, Methods: function.Trigger.Methods ?? [])),
        function => Assert.Equal(function.Methods.Contains("get"), function.Methods.Contains("head")));

    [Fact]
    public void Every_id_in_a_route_has_its_constraint() => Assert.All(
        Functions.Where(function => function.Name != UnknownFunctions.Name)
            .SelectMany(function => function.Trigger.Route!.Split('/'))
            .Where(segment => segment[0] == '{' && segment != "{name}"),
        segment => Assert.EndsWith(":guid}", segment, StringComparison.Ordinal));

    [Fact]
    public async Task The_index_tells_name_version_and_links()
    {
        var answer = await api.GetAsync("about");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Lectern", (string?)answer.Json["name"]);
        foreach (var (_, link) in answer.Json["links"]!.AsObject())
        {
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync((string)link!)).Status);
        }
    }

    [Fact]
    public async Task Large_answers_are_compressed_for_those_who_ask_and_nosniff_is_on_all()
    {
        var answer = await api.GetAsync("about", ("Accept-Encoding", "br, gzip"));

        Assert.Equal("br", answer.Response.Content.Headers.ContentEncoding.Single());
        Assert.Equal(["nosniff"], answer.Response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_problem_is_json_whatever_the_caller_accepts() =>
        (await api.GetAsync("students?limit=0", ("Accept", "text/html"))).AssertProblem(400, "invalid-parameter");
}
