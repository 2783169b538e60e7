using System.Net;
using System.Net.Http.Json;

namespace Lectern.WorkerHost.Tests;

public sealed class RoutingTests(SharedHost shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Functions_are_listed_by_name_with_their_routes_and_methods()
    {
        var functions = shared.Host.Functions;
        Assert.Equal(
            functions.Select(function => function.Name).Order(StringComparer.OrdinalIgnoreCase),
            functions.Select(function => function.Name));
        var echo = functions.Single(function => function.Name == "Echo");
        Assert.Equal("api/echo/{id:int}/{name?}", echo.Route);
        Assert.Equal(["get", "post", "delete"], echo.Methods);
        var empty = functions.Single(function => function.Name == "Empty");
        Assert.Equal("api/Empty", empty.Route);
        Assert.Null(empty.Methods);
    }

    [Fact]
    public async Task Route_and_query_values_bind_to_the_parameters_of_the_function()
    {
        var values = await shared.Client.GetFromJsonAsync<Bound>("api/bind/7/anna?filter=red&filter=blue", Token);
        Assert.NotNull(values);
        Assert.Equal((7, "anna", "blue"), (values.Id, values.Name, values.Filter));
    }

    [Fact]
    public async Task Values_that_are_missing_bind_to_null()
    {
        var values = await shared.Client.GetFromJsonAsync<Bound>("api/bind/7", Token);
        Assert.NotNull(values);
        Assert.Equal((7, null, null), (values.Id, values.Name, values.Filter));
    }

    [Fact]
    public async Task Members_of_a_json_body_bind_below_query_and_route()
    {
        // With a length, that is: the real host looks into no chunked body.
        using var body = new StringContent("""{ "id": 99, "name": "body", "filter": "body", "other": {} }""");
        var response = await shared.Client.PostAsync("api/bind/7?name=query", body, Token);
        var values = await response.Content.ReadFromJsonAsync<Bound>(Token);
        Assert.NotNull(values);
        Assert.Equal((7, "query", "body"), (values.Id, values.Name, values.Filter));
    }

    [Theory]
    [InlineData("api/overlap/exact", "/api/overlap/exact reached overlapA")]
    [InlineData("api/OVERLAP/other", "/api/OVERLAP/other reached overlapA")]
    public async Task The_first_match_by_name_wins(string path, string text) =>
        Assert.Equal(text, await shared.Client.GetStringAsync(path, Token));

    [Theory]
    [InlineData("api/files/a/b/c.txt", "GET a/b/c.txt")]
    [InlineData("api/files", "GET ")]
    public async Task A_catch_all_takes_the_rest_of_the_path(string path, string text) =>
        Assert.Equal(text, await shared.Client.GetStringAsync(path, Token));

    [Theory]
    [InlineData("GET", "api/nothing")]
    [InlineData("GET", "")]
    [InlineData("GET", "api")]
    [InlineData("GET", "echo/7")]
    [InlineData("GET", "api/echo/seven")]
    [InlineData("PUT", "api/echo/7")]
    [InlineData("HEAD", "api/echo/7")]
    [InlineData("OPTIONS", "api/echo/7")]
    [InlineData("GET", "api/switched")]
    public async Task No_match_a_wrong_method_and_a_disabled_function_are_an_empty_404(string method, string path)
    {
        var response = await shared.Client.SendAsync(new(new HttpMethod(method), path), Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PURGE")]
    public async Task A_function_without_methods_takes_all(string method)
    {
        var response = await shared.Client.SendAsync(new(new HttpMethod(method), "api/empty"), Token);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
    }

    internal sealed record Bound(
        int Id, string? Name, string? Filter, string TraceParent, string InvocationId, string InvocationHeader);
}
