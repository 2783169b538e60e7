using System.Reflection;
using System.Text.Json.Nodes;
using Lectern.Infra.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>A copy of infra/, compiled once by the real Bicep compiler.</summary>
[CollectionDefinition(Collection)]
public sealed class CompiledTemplates : IAsyncLifetime, ICollectionFixture<CompiledTemplates>
{
    /// <summary>The tests that share it.</summary>
    public const string Collection = "compiled templates";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lectern-bicep-");

    private readonly Dictionary<string, JsonNode> _parameters = [];

    /// <summary>The copy.</summary>
    internal string Folder => _folder.FullName;

    /// <summary>What the compiler said.</summary>
    internal string Messages { get; private set; } = "";

    /// <summary>The template that Azure gets.</summary>
    internal string Json { get; private set; } = "";

    /// <summary>The program of the NuGet package, or another platform's bicep on PATH.</summary>
    private static string Compiler => typeof(CompiledTemplates).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(metadata => metadata.Key == "BicepCompiler")?.Value ?? "bicep";

    /// <summary>Runs the compiler.</summary>
    internal static Task<ToolRun> BicepAsync(params string[] arguments) => ToolProcess.RunAsync(Compiler, arguments);

    /// <summary>Runs the compiler with variables of the environment, which a parameter file can read.</summary>
    internal static Task<ToolRun> BicepAsync(Dictionary<string, string> environment, params string[] arguments) =>
        ToolProcess.RunAsync(Compiler, arguments, environment);

    /// <summary>Copies infra/ into a folder.</summary>
    internal static void CopyTo(string folder)
    {
        string source = Path.Combine(Repository.Root, "infra");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public async ValueTask InitializeAsync()
    {
        CopyTo(Folder);
        string compiled = Path.Combine(Folder, "main.json");
        var run = await BicepAsync("build", Path.Combine(Folder, "main.bicep"), "--outfile", compiled);
        Assert.True(run.ExitCode == 0, run.Text);
        Messages = run.Text.Trim();
        Json = await File.ReadAllTextAsync(compiled, TestContext.Current.CancellationToken);
    }

    /// <summary>The parameters of a file of the tests, worked out once beside the templates.</summary>
    internal async Task<JsonNode> ParametersAsync(string file)
    {
        if (_parameters.TryGetValue(file, out var known))
        {
            return known;
        }

        string path = Path.Combine(Folder, file);
        File.Copy(Path.Combine(Repository.Root, "tests/Infra.Tests/Bicep", file), path, overwrite: true);
        var run = await BicepAsync("build-params", path, "--outfile", path + ".json");
        Assert.True(run.ExitCode == 0, run.Text);
        string text = await File.ReadAllTextAsync(path + ".json", TestContext.Current.CancellationToken);
        return _parameters[file] = JsonNode.Parse(text)!["parameters"]!;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
