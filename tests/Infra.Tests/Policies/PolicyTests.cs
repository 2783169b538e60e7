using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Policies;

/// <summary>The policies of API Management, as far as they can be told without it.</summary>
public sealed class PolicyTests
{
    private static readonly string[] Sections = ["inbound", "backend", "outbound", "on-error"];

    // "API Management policy reference", the policies that this API may have a use for.
    private static readonly HashSet<string> Known =
    [
        "authentication-managed-identity", "base", "cache-lookup", "cache-store", "check-header", "choose", "cors",
        "forward-request", "include-fragment", "ip-filter", "limit-concurrency", "quota-by-key", "rate-limit-by-key",
        "redirect-content-urls", "retry", "return-response", "rewrite-uri", "set-backend-service", "set-body",
        "set-header", "set-method", "set-query-parameter", "set-status", "set-variable", "trace",
        "validate-azure-ad-token", "validate-content", "validate-jwt", "wait",
    ];

    public static TheoryData<string> Files => [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "infra/api/policies"), "*.xml")
        .Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_policy_has_its_sections_in_order_and_knows_what_it_does(string file)
    {
        var root = Load(file).Root!;

        Assert.Equal("policies", root.Name);
        Assert.Equal(Sections, root.Elements().Select(section => section.Name.LocalName));
        Assert.Empty(root.Elements().SelectMany(Steps).Select(step => step.Name.LocalName).Except(Known));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_holds_for_every_api_is_taken_in_once(string file)
    {
        foreach (var section in Load(file).Root!.Elements())
        {
            int taken = section.Elements("base").Count();
            bool isOutermost = file == "service.xml";
            bool sendsItself = section.Name == "backend" && section.Elements("forward-request").Any();
            Assert.True(taken == (isOutermost || sendsItself ? 0 : 1), $"{file}: {section.Name} has {taken} <base />");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Named_values_are_there(string file)
    {
        string template = File.ReadAllText(Path.Combine(Repository.Root, "infra/modules/api-management.bicep"));
        var named = Regex.Matches(Load(file).ToString(), @"\{\{([\w-]+)\}\}").Select(match => match.Groups[1].Value);

        Assert.All(named.Distinct(), name => Assert.Matches($@"'{name}'|\b{name}:", template));
    }

    [Theory]
    [InlineData("x-ms-invocation-id")]
    [InlineData("X-MS-CLIENT-PRINCIPAL")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-ID")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-NAME")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-IDP")]
    public void A_header_of_the_platforms_own_is_taken_from_every_request(string header)
    {
        var inbound = Load("api.xml").Root!.Element("inbound")!;

        // Outside of any branch: there is no request that keeps it.
        Assert.Equal("delete", (string?)Assert.Single(
            inbound.Elements("set-header"), step => (string?)step.Attribute("name") == header)
            .Attribute("exists-action"));
    }

    [Theory]
    [InlineData("Server")]
    [InlineData("X-Powered-By")]
    [InlineData("X-AspNet-Version")]
    [InlineData("Request-Context")]
    [InlineData("X-MS-Middleware-Request-Id")]
    [InlineData("Set-Cookie")]
    public void A_header_that_describes_the_servers_is_taken_from_every_answer(string header)
    {
        var outbound = Load("api.xml").Root!.Element("outbound")!;

        Assert.Equal("delete", (string?)Assert.Single(
            outbound.Elements("set-header"), step => (string?)step.Attribute("name") == header)
            .Attribute("exists-action"));
    }

    [Fact]
    public void The_rate_is_counted_by_caller_and_the_caller_is_known_before()
    {
        var rate = Load("service.xml").Root!.Element("inbound")!.Element("rate-limit-by-key")!;
        Assert.Equal("""@((string)context.Variables["caller"])""", (string?)rate.Attribute("counter-key"));
        Assert.NotEmpty(Load("service.xml").Root!.Elements("backend").Elements("forward-request"));

        var taken = Load("api.xml").Root!.Element("inbound")!.Element("base")!;
        var before = taken.ElementsBeforeSelf();

        // Whichever branch a request takes, it sets the variable: without it the rate's expression fails.
        Assert.Contains(before, step => step.Name == "choose" && step.Element("otherwise") is not null
            && step.Elements().All(branch => branch.Elements("set-variable")
                .Any(variable => (string?)variable.Attribute("name") == "caller")));
    }

    [Fact]
    public void Without_a_token_the_gateway_calls_as_itself_and_otherwise_the_token_is_checked_first()
    {
        var choose = Load("api.xml").Root!.Element("inbound")!.Elements("choose").First();
        var itself = choose.Element("when")!.Element("authentication-managed-identity")!;
        var check = choose.Element("otherwise")!.Elements().First();

        Assert.Equal("{{api-audience}}", (string?)itself.Attribute("resource"));
        Assert.Equal("{{gateway-client-id}}", (string?)itself.Attribute("client-id"));
        Assert.Equal("validate-azure-ad-token", check.Name);
        Assert.Equal("{{tenant-id}}", (string?)check.Attribute("tenant-id"));
        Assert.Equal("401", (string?)check.Attribute("failed-validation-httpcode"));
        Assert.Equal(
            ["{{api-client-id}}", "{{api-audience}}"], check.Elements("audiences").Elements().Select(one => one.Value));
    }

    [Theory]
    [InlineData("allowed-methods", "GET HEAD POST PUT PATCH DELETE")]
    [InlineData("allowed-headers", "Authorization Content-Type Idempotency-Key If-Match If-None-Match Last-Event-ID "
        + "traceparent tracestate")]
    [InlineData("expose-headers", "ETag Idempotency-Replayed Location Retry-After")]
    public void A_web_page_may_send_and_read_here_what_it_may_at_the_application(string list, string names)
    {
        var cors = Load("api.xml").Root!.Element("inbound")!.Element("cors")!;
        string application = File.ReadAllText(
            Path.Combine(Repository.Root, "src/Functions/Http/Cors/CorsOrigins.cs"));

        Assert.Equal(names.Split(' '), cors.Element(list)!.Elements().Select(one => one.Value));
        Assert.Contains(
            string.Join(',', names.Split(' ').Select(name => $"\"{name}\"")),
            Regex.Replace(application, @"\s", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_no_token_is_what_the_description_lets_anybody_call_for_HEAD_as_well()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "infra/api/openapi.json")));
        var open = (
            from path in document.RootElement.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Value.GetProperty("security").GetArrayLength() == 0
            select (Id: operation.Value.GetProperty("operationId").GetString()!, Segment: path.Name.Split('/')[1]))
            .ToList();
        var lists = Regex.Matches(
            (string)Load("api.xml").Root!.Element("inbound")!.Elements("set-variable")
                .Single(step => (string?)step.Attribute("name") == "isAnonymous").Attribute("value")!,
            @"new \[\] \{ (?<list>[^}]+) \}")
            .Select(list => list.Groups["list"].Value.Split(", ").Select(name => name.Trim('"')).Order())
            .ToList();

        Assert.Equal(2, lists.Count);
        Assert.Equal(open.Select(operation => operation.Id).Order(), lists[1]);
        Assert.Equal(open.Select(operation => operation.Segment).Distinct().Order(), lists[0]);
    }

    private static XDocument Load(string file) =>
        XDocument.Load(Path.Combine(Repository.Root, "infra/api/policies", file));

    private static IEnumerable<XElement> Steps(XElement parent) => parent.Elements().SelectMany(step =>
        step.Name.LocalName is "choose" or "retry" or "wait" or "limit-concurrency"
            ? step.Elements()
                .SelectMany(branch => branch.Name.LocalName is "when" or "otherwise" ? Steps(branch) : [branch])
                .Prepend(step)
            : [step]);
}
