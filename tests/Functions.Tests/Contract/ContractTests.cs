using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Sdk;

namespace Lectern.Functions.Tests.Contract;

/// <summary>That the check of every answer notices what is wrong with one.</summary>
public sealed class ContractTests
{
    private const string Id = "0198e5a1-7320-783a-8dd8-eb4e26206a55";

    private const string Row =
        """{"id":"0198e5a1-7320-783a-8dd8-eb4e26206a55","name":"Ada","grade":7,"kind":"a","born":null,"tags":["x"]}""";

    private static readonly ApiContract Pets = new(JsonElement.Parse("""
        {
          "servers": [{ "url": "/api" }],
          "paths": {
            "/pets/{id}": { "get": { "operationId": "getPet", "responses": {
              "200": {
                "headers": { "ETag": { "required": true }, "Warning": { "description": "now and then" } },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } },
              "304": {},
              "404": { "content": { "application/problem+json": {
                "schema": { "$ref": "#/components/schemas/Problem" },
                "examples": { "not-found": {} } } } } } } },
            "/pets/export": { "get": { "operationId": "exportPets", "responses": {
              "200": { "content": { "application/x-ndjson": {
                "schema": { "$ref": "#/components/schemas/Pet" } } } } } } }
          },
          "components": { "schemas": { "Problem": { "type": "object" }, "Pet": {
            "type": "object", "required": ["id", "name"], "additionalProperties": false,
            "properties": {
              "id": { "type": "string", "format": "uuid" },
              "name": { "type": "string", "minLength": 1, "maxLength": 5, "pattern": "^[A-Z]" },
              "grade": { "type": ["null", "integer"], "minimum": 1, "maximum": 13 },
              "kind": { "enum": ["a", "b"] },
              "born": { "oneOf": [{ "type": "null" }, { "type": "string", "format": "date" }] },
              "tags": { "type": "array", "maxItems": 2, "items": { "type": "string" } } } } } }
        }
        """));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_keeps_the_contract_passes_unaltered()
    {
        var response = await GetAsync($"/api/pets/{Id}", Answer(200, Row));

        Assert.Equal(Row, await response.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData(
        "\"id\":\"0198e5a1", "\"id\":\"x",
        "#/id: \"x-7320-783a-8dd8-eb4e26206a55\" breaks format: Value does not match format \"uuid\"")]
    [InlineData("\"name\":\"Ada\",", "", "breaks required: Required properties [\"name\"] are not present")]
    [InlineData("\"Ada\"", "\"\"", "#/name: \"\" breaks minLength: Value should be at least 1 char")]
    [InlineData("\"Ada\"", "\"Adaaaa\"", "#/name: \"Adaaaa\" breaks maxLength: Value should be at most 5 char")]
    [InlineData("\"Ada\"", "\"ada\"", "#/name: \"ada\" breaks pattern: Value does not match \"^[A-Z]\"")]
    [InlineData("\"Ada\"", "null", "#/name: null breaks type: Value is \"null\" but should be \"string\"")]
    [InlineData(
        "\"grade\":7", "\"grade\":7.5",
        "#/grade: 7.5 breaks type: Value is \"number\" but should be \"integer, null\"")]
    [InlineData("\"grade\":7", "\"grade\":0", "#/grade: 0 breaks minimum: 0 should be at least 1")]
    [InlineData("\"grade\":7", "\"grade\":14", "#/grade: 14 breaks maximum: 14 should be at most 13")]
    [InlineData("\"kind\":\"a\"", "\"kind\":\"c\"", "#/kind: \"c\" breaks enum: Value is none of [\"a\",\"b\"]")]
    [InlineData(
        "\"born\":null", "\"born\":\"2026-02-30\"",
        "#/born: \"2026-02-30\" breaks format: Value does not match format \"date\"")]
    [InlineData("[\"x\"]", "[\"x\",1]", "#/tags/1: 1 breaks type: Value is \"integer\" but should be \"string\"")]
    [InlineData("[\"x\"]", "[\"x\",\"y\",\"z\"]", "breaks maxItems: Value should have at most 2 items")]
    [InlineData("\"tags\"", "\"tag\"", "#/tag: [\"x\"] breaks additionalProperties: All values fail")]
    [InlineData("}", "", "#: is not JSON")]
    [InlineData("\"kind\"", "\"name\":\"Bob\",\"kind\"", "#: is not JSON")]
    public async Task A_body_that_breaks_its_schema_fails_with_the_place_and_the_rule(
        string text, string broken, string rule)
    {
        string body = Row.Replace(text, broken, StringComparison.Ordinal);

        await AssertFaultAsync($"/api/pets/{Id}", Answer(200, body), $"getPet: GET /api/pets/{Id} → 200: ");
        await AssertFaultAsync($"/api/pets/{Id}", Answer(200, body), rule);
    }

    [Fact]
    public async Task A_status_a_content_type_a_header_and_a_code_that_are_not_in_the_contract_fail()
    {
        string path = $"/api/pets/{Id}";
        var withoutTag = Answer(200, Row);
        withoutTag.Headers.ETag = null;
        var withHeader = Answer(200, Row);
        withHeader.Headers.Add("X-Secret", "1");

        await AssertFaultAsync(path, Answer(500, "{}"), "the contract has no such status");
        await AssertFaultAsync(path, Answer(200, Row, "text/html"), "the content type text/html");
        await AssertFaultAsync(path, withoutTag, "header ETag: is missing");
        await AssertFaultAsync(path, withHeader, "header X-Secret: is not described");
        await AssertFaultAsync(path, Answer(304, Row, tag: false), "there is a body");
        await AssertFaultAsync(path, Problem("""{"code":"gone"}"""), "#/code: gone is none of the codes");
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path, Problem("""{"code":"not-found"}"""))).StatusCode);
    }

    [Fact]
    public async Task What_is_no_operation_may_only_be_the_problem_404_or_405()
    {
        const string path = "/api/nowhere";
        var notAllowed = Problem("""{"code":"method-not-allowed"}""", 405);
        notAllowed.Content.Headers.Allow.Add("PUT");

        Assert.Equal(
            HttpStatusCode.NotFound, (await GetAsync(path, Problem("""{"code":"not-found"}"""))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await GetAsync(path, notAllowed)).StatusCode);
        await AssertFaultAsync(path, Answer(200, "{}"), "must be 404 or 405");
        await AssertFaultAsync(path, Answer(404, "{}"), "must be a problem");
        await AssertFaultAsync(path, Problem("""{"code":"gone"}"""), "its code must be not-found");
        await AssertFaultAsync(path, Problem("""{"code":"method-not-allowed"}""", 405), "must have Allow");
    }

    [Fact]
    public async Task HEAD_has_the_headers_of_GET_and_no_body()
    {
        string path = $"/api/pets/{Id}";

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Head, path, Answer(200, ""))).StatusCode);
        await AssertFaultAsync(HttpMethod.Head, path, Answer(200, Row), "there is a body");
        await AssertFaultAsync(HttpMethod.Head, path, Answer(200, "", tag: false), "header ETag: is missing");
        await AssertFaultAsync(HttpMethod.Head, path, Answer(200, "", "text/html"), "the content type text/html");
        await AssertFaultAsync(HttpMethod.Head, path, Answer(500, ""), "the contract has no such status");
    }

    [Fact]
    public async Task Lines_of_an_export_pass_as_they_are_read_and_the_one_that_breaks_its_schema_is_named()
    {
        var response = await GetAsync(
            "/api/pets/export", Answer(200, $"{Row}\n{Row}\n{{}}\n", "application/x-ndjson", tag: false));
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));

        var fault = await Assert.ThrowsAnyAsync<XunitException>(() => lines.ReadToEndAsync(Stop));

        Assert.Contains(
            "line 3: #: {} breaks required: Required properties [\"id\",\"name\"]", fault.Message,
            StringComparison.Ordinal);
    }

    private static Task AssertFaultAsync(string path, HttpResponseMessage answer, string fault) =>
        AssertFaultAsync(HttpMethod.Get, path, answer, fault);

    private static async Task AssertFaultAsync(
        HttpMethod method, string path, HttpResponseMessage answer, string fault) =>
        Assert.Contains(
            fault, (await Assert.ThrowsAnyAsync<XunitException>(() => SendAsync(method, path, answer))).Message,
            StringComparison.Ordinal);

    private static Task<HttpResponseMessage> GetAsync(string path, HttpResponseMessage answer) =>
        SendAsync(HttpMethod.Get, path, answer);

    private static async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpResponseMessage answer)
    {
        using var client = new HttpClient(new ContractHandler(Pets, new CannedServer(answer)));
        using var request = new HttpRequestMessage(method, "http://pets.example" + path);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
    }

    private static HttpResponseMessage Answer(
        int status, string body, string type = "application/json", bool tag = true)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        answer.Headers.ETag = tag ? new EntityTagHeaderValue("\"1\"") : null;
        return answer;
    }

    private static HttpResponseMessage Problem(string body, int status = 404) =>
        Answer(status, body, "application/problem+json", tag: false);

    /// <summary>A server that has one answer, right or wrong.</summary>
    private sealed class CannedServer(HttpResponseMessage answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer);
    }
}
