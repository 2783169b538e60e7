using System.Text.Json;
using Lectern.Infra.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>All templates of infra/, parsed once.</summary>
[CollectionDefinition(Collection)]
public sealed class Templates : IAsyncLifetime, ICollectionFixture<Templates>
{
    /// <summary>The tests that share them.</summary>
    public const string Collection = "templates";

    // Expressions are nested deeper than usual JSON.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 512 };

    private IReadOnlyDictionary<string, BicepFile> _files = new Dictionary<string, BicepFile>();

    internal IEnumerable<BicepFile> Files => _files.Values;

    internal BicepFile Main => this["infra/main.bicep"];

    internal IEnumerable<BicepFile> Modules =>
        Files.Where(file => file.Path.EndsWith(".bicep", StringComparison.Ordinal));

    internal BicepFile this[string path] => _files[path];

    /// <summary>The file that another one names.</summary>
    internal BicepFile Named(BicepFile by, string path) =>
        this[Normal(Path.Combine(Path.GetDirectoryName(by.Path)!, path))];

    internal static bool Exists(BicepFile by, string path) =>
        File.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(by.Path)!, path));

    public async ValueTask InitializeAsync()
    {
        string[] paths =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra"), "*.bicep*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path) is ".bicep" or ".bicepparam")
                .Select(path => Normal(Path.GetRelativePath(Repository.Root, path)))
                .Order(StringComparer.Ordinal),
        ];
        string modules = Path.Combine(await NpmTools.BicepGrammarAsync(), "node_modules");
        var run = await ToolProcess.RunAsync("node", ["tests/Infra.Tests/Bicep/parse.mjs", modules, .. paths]);
        Assert.True(run.ExitCode == 0, run.Text);
        _files = JsonSerializer.Deserialize<BicepFile[]>(run.Output, Json)!.ToDictionary(file => file.Path);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Normal(string path) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(path, Repository.Root)).Replace('\\', '/');
}
