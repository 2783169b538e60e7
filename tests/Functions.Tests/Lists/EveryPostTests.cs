using System.Net;
using System.Reflection;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Idempotency;
using Lectern.Functions.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Lectern.Functions.Tests.Lists;

/// <summary>What the contract says of creates and their keys, held to every function that takes POST.</summary>
public sealed class EveryPostTests(FullSchool school) : IClassFixture<FullSchool>
{
    private static readonly Dictionary<string, MethodInfo> Posts = FunctionMetadata.Methods
        .Where(method => FunctionMetadata.TriggerOf(method).Methods?.Contains("post") == true)
        .ToDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

    public static TheoryData<string> Functions => [.. Posts.Keys];

    [Fact]
    public void Every_post_of_the_description_is_tried() => Assert.Equal(
        school.Operations.Where(operation => operation.Method == "POST")
            .Select(post => (string)post.Operation["operationId"]!).Order(),
        Posts.Keys.Order());

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Of_ten_with_one_key_at_once_one_works_and_the_others_replay(string function)
    {
        var (key, body) = (Money.Key, Body(function));
        long before = await RowsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PostAsync(function, body, key)));

        Assert.All(answers, answer => AssertMade(function, answer));
        Assert.Single(answers.DistinctBy(answer => (answer.Text, answer.ETag, answer.Response.Headers.Location)));
        Assert.Equal(9, answers.Count(answer => answer.Response.Headers.Contains("Idempotency-Replayed")));
        Assert.Equal(IsComputing(function) ? before : before + 1, await RowsAsync());
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task The_same_key_with_another_body_is_refused(string function)
    {
        var key = Money.Key;
        string body = Body(function);
        await PostAsync(function, body, key);

        (await PostAsync(function, body + " ", key)).AssertProblem(422, "idempotency-key-reused");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Another_callers_key_is_another_key(string function)
    {
        var key = Money.Key;
        await PostAsync(function, Body(function), key);

        var other = await PostAsync(function, Body(function), key, ("X-Dev-User", FullSchool.First));

        AssertMade(function, other);
        Assert.False(other.Response.Headers.Contains("Idempotency-Replayed"));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task What_is_made_has_its_tag_and_a_place_where_it_is(string function)
    {
        var made = await PostAsync(function, Body(function), Money.Key);

        if (IsComputing(function) || RouteOf(function).EndsWith("/bulk", StringComparison.Ordinal))
        {
            Assert.Equal(HttpStatusCode.OK, made.Status);
            return;
        }

        Assert.Equal(HttpStatusCode.Created, made.Status);
        var found = await school.GetAsync(made.Response.Headers.Location!.ToString());
        Assert.Equal((HttpStatusCode.OK, made.Text, made.ETag), (found.Status, found.Text, found.ETag));
    }

    [Fact]
    public async Task What_requires_a_key_is_refused_without_one()
    {
        foreach (string function in Posts.Keys.Where(
            function => Posts[function].IsDefined(typeof(RequiresIdempotencyKeyAttribute))))
        {
            (await PostAsync(function, Body(function))).AssertProblem(400, "idempotency-key-required");
        }
    }

    /// <summary>A body that works, another one each time.</summary>
    private static string Body(string function)
    {
        string tag = $"t{Guid.NewGuid():N}";
        return Samples.Of(Posts[function]).Bodies.TryGetValue(function, out var body)
            ? body(tag)
            : SampleBody.Of(
                Posts[function].GetCustomAttribute<BodyAttribute>()!.Example!, _ => FullSchool.First, tag);
    }

    private static bool IsComputing(string function) => Samples.Of(Posts[function]).Computing.Contains(function);

    private static string RouteOf(string function) => FunctionMetadata.TriggerOf(Posts[function]).Route!;

    private static void AssertMade(string function, Answer answer) => Assert.True(
        (int)answer.Status is 200 or 201,
        $"{answer.Text} Has {Samples.Of(Posts[function]).GetType().Name} to give a body for {function}?");

    private Task<Answer> PostAsync(string function, string body, params (string, string)[] headers) =>
        school.PostAsync(FullSchool.Fill(RouteOf(function)), body, headers);

    /// <summary>How many rows there are in all of the school.</summary>
    private async Task<long> RowsAsync() => (long)(await Money.ExecuteAsync(
        school,
        $"select {string.Join(" + ", FullSchool.Tables.Where(table => table.IsCounted)
            .Select(table => $"(select count(*) from {table.Name})"))}"))!;
}
