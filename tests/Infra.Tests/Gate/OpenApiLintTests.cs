using System.Text.Json;
using Lectern.Infra.Tests.Support;
using Xunit;

namespace Lectern.Infra.Tests.Gate;

public sealed class OpenApiLintTests
{
    [Fact]
    public async Task What_API_Management_imports_has_no_finding()
    {
        string redocly = Path.Combine(await NpmTools.RedoclyAsync(), "node_modules/@redocly/cli/bin/cli.js");

        // A tag is a resource's name here; what there is to say is said at its operations.
        var run = await ToolProcess.RunAsync(
            "node",
            [redocly, "lint", "--format=json", "--skip-rule=tag-description", "infra/api/openapi-3.0.json"],
            new Dictionary<string, string>
            {
                ["REDOCLY_TELEMETRY"] = "off",
                ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true",
            });

        using var findings = JsonDocument.Parse(run.Output);
        Assert.Equal("[]", findings.RootElement.GetProperty("problems").ToString());
    }
}
