using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>How many requests an instance answers at the same time, and which ones the gateway lets through.</summary>
[Collection(Templates.Collection)]
public sealed class ConcurrencyTests(Templates templates)
{
    [Fact]
    public void The_concurrency_of_an_instance_is_the_parameter()
    {
        var app = templates["infra/modules/function-app.bicep"];
        var http = app.Root.All
            .Where(node => node.Type == "object_property" && app.Text(node.Children[0]) == "triggers")
            .Select(node => app.Property(node.Children[^1], "http")).Single()!;

        Assert.Equal("httpConcurrency", app.Text(app.Property(http, "perInstanceConcurrency")!));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void It_leaves_room_for_event_streams_beside_a_request_for_each_connection_as_the_page_says(string profile)
    {
        using var values = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, $"infra/profiles/{profile}.parameters.json")));
        int concurrency = values.RootElement.GetProperty("parameters").GetProperty("httpConcurrency")
            .GetProperty("value").GetInt32();
        var row = Regex.Match(
            File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md")),
            $@"^\| `{profile}` \| (\d+) \| (\d+) \| {concurrency} \|$", RegexOptions.Multiline);

        Assert.True(row.Success, $"docs/operations.md has no row of {profile} with {concurrency}.");
        Assert.Equal(concurrency, Number(row.Groups[1]) + Number(row.Groups[2]));
        string pools = File.ReadAllText(Path.Combine(Repository.Root, "docs/deployment.md"));
        Assert.Matches($@"\(`{profile}`\) .*\| {row.Groups[1].Value} \|", pools);
    }

    [Fact]
    public void The_gateway_lets_HEAD_through_at_every_path()
    {
        var gate = templates["infra/modules/api-management.bicep"];
        var head = gate.Root.All.Single(node => node.Type == "resource_declaration"
            && gate.Text(node.Child("string")!).Contains("/apis/operations@", StringComparison.Ordinal));

        Assert.Contains("method: 'HEAD'", gate.Text(head), StringComparison.Ordinal);
        Assert.Contains("urlTemplate: '/*'", gate.Text(head), StringComparison.Ordinal);
        Assert.Contains("parent: api\n", gate.Text(head), StringComparison.Ordinal);
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);
}
