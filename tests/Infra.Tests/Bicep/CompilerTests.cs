using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>The templates and parameter files, with the real Bicep compiler.</summary>
[Collection(CompiledTemplates.Collection)]
public sealed class CompilerTests(CompiledTemplates templates)
{
    // Azure Resource Manager, limits of a template.
    private const int MostBytes = 4 * 1024 * 1024;

    [Fact]
    public async Task The_compiler_and_its_linter_have_no_message()
    {
        Assert.Equal("", templates.Messages);
        var lint = await CompiledTemplates.BicepAsync(
            "lint", "--pattern", Path.Combine(templates.Folder, "**", "*.bicep"));
        Assert.Equal((0, ""), (lint.ExitCode, lint.Text.Trim()));
        var parameters = await CompiledTemplates.BicepAsync(
            "build-params", Path.Combine(templates.Folder, "main.bicepparam"),
            "--outfile", Path.Combine(templates.Folder, "main.parameters.json"));
        Assert.Equal((0, ""), (parameters.ExitCode, parameters.Text.Trim()));
    }

    [Theory]
    [InlineData("", "", "00000000-0000-0000-0000-000000000000", "203.0.113.7")]
    [InlineData(
        "11111111-1111-1111-1111-111111111111", "203.0.113.9", "11111111-1111-1111-1111-111111111111", "203.0.113.9")]
    public async Task What_the_hooks_leave_empty_counts_as_not_set_and_what_is_set_comes_first(
        string id, string setAddress, string expectedId, string expectedAddress)
    {
        var parameters = await ParametersAsync(new()
        {
            ["API_CLIENT_ID"] = id,
            ["DEPLOYER_IP_ADDRESS"] = setAddress,
            ["DEPLOYER_IP_ADDRESS_FOUND"] = "203.0.113.7",
        });

        Assert.Equal(expectedId, (string?)parameters["apiClientId"]!["value"]);
        Assert.Equal(expectedAddress, (string?)parameters["deployerIpAddress"]!["value"]);
    }

    [Fact]
    public async Task A_variable_that_a_workflow_leaves_empty_counts_as_not_set()
    {
        var variables = Regex.Matches(
                await File.ReadAllTextAsync(
                    Path.Combine(templates.Folder, "main.bicepparam"), TestContext.Current.CancellationToken),
                @"readEnvironmentVariable\('(\w+)'")
            .Select(match => match.Groups[1].Value)
            // It is never empty: azd and the workflow set it.
            .Where(name => name != "AZURE_PRINCIPAL_TYPE");

        var empty = await ParametersAsync(variables.ToDictionary(name => name, _ => ""));

        Assert.Equal((await ParametersAsync([])).ToJsonString(), empty.ToJsonString());
    }

    [Fact]
    public async Task Every_file_has_the_compilers_format()
    {
        var folder = Directory.CreateTempSubdirectory("lectern-bicep-format-");
        CompiledTemplates.CopyTo(folder.FullName);

        var modules = await CompiledTemplates.BicepAsync(
            "format", "--pattern", Path.Combine(folder.FullName, "**", "*.bicep"));
        var parameters = await CompiledTemplates.BicepAsync(
            "format", Path.Combine(folder.FullName, "main.bicepparam"));

        Assert.Equal((0, 0), (modules.ExitCode, parameters.ExitCode));
        Assert.All(
            Directory.EnumerateFiles(folder.FullName, "*.bicep*", SearchOption.AllDirectories),
            path => Assert.Equal(
                File.ReadAllText(path),
                File.ReadAllText(Path.Combine(
                    Repository.Root, "infra", Path.GetRelativePath(folder.FullName, path)))));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("minimumTlsVersion:", "minimumTlsVersoin:", "BCP089")]
    [InlineData("Microsoft.Storage/storageAccounts@", "Microsoft.Storage/storageAcounts@", "BCP081")]
    [InlineData("param ", "param unused string = ''\nparam ", "no-unused-params")]
    public async Task A_planted_mistake_gets_a_message(string text, string mistake, string code)
    {
        string module = Path.Combine(templates.Folder, "modules", "storage.bicep");
        string source = await File.ReadAllTextAsync(module, TestContext.Current.CancellationToken);
        string planted = Path.Combine(templates.Folder, "modules", $"planted-{Guid.NewGuid():N}.bicep");
        int at = source.IndexOf(text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            planted, source[..at] + mistake + source[(at + text.Length)..], TestContext.Current.CancellationToken);

        var run = await CompiledTemplates.BicepAsync("build", planted, "--stdout");
        File.Delete(planted);

        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_compiler_does_not_check_is_right_too() =>
        Assert.Equal("", string.Join('\n', ResourceRules.Check(templates.Json)));

    [Theory]
    [InlineData("\"TLS1_2\"", "\"TLS1.2\"")]
    [InlineData("\"StorageV2\"", "\"Storagev2\"")]
    [InlineData("\"FlexConsumption\"", "\"FlexConsumtion\"")]
    [InlineData("\"dotnet-isolated\"", "\"dotnet-isolate\"")]
    [InlineData("\"passwordAuth\": \"Disabled\"", "\"passwordAuth\": \"Enabled\"")]
    [InlineData("\"timeGrain\": \"Monthly\"", "\"timeGrain\": \"Montly\"")]
    public void A_mistake_that_the_compiler_lets_pass_is_found(string text, string mistake)
    {
        Assert.Contains(text, templates.Json, StringComparison.Ordinal);

        Assert.NotEmpty(ResourceRules.Check(templates.Json.Replace(text, mistake, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_template_is_smaller_than_azure_allows()
    {
        int bytes = Encoding.UTF8.GetByteCount(JsonNode.Parse(templates.Json)!.ToJsonString());

        Assert.True(bytes < MostBytes, $"{bytes:n0} bytes; Azure allows {MostBytes:n0}");
        TestContext.Current.SendDiagnosticMessage($"The template has {bytes:n0} bytes of {MostBytes:n0}.");
    }

    private async Task<JsonNode> ParametersAsync(Dictionary<string, string> environment)
    {
        var run = await CompiledTemplates.BicepAsync(
            environment, "build-params", Path.Combine(templates.Folder, "main.bicepparam"), "--stdout");
        Assert.True(run.ExitCode == 0, run.Text);
        return JsonNode.Parse((string)JsonNode.Parse(run.Output)!["parametersJson"]!)!["parameters"]!;
    }
}
