using System.Text.Json.Nodes;
using Lectern.Testing;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>
/// Stand-ins for the Azure CLI and the Azure Developer CLI: programs of these names, first in PATH. They record what
/// they are asked, and answer as the real ones do.
/// </summary>
internal sealed class AzureStandIn : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azure-stand-in-");

    public AzureStandIn(JsonObject? state = null)
    {
        State = state ?? SignedIn("user");
        Install("az");
        Install("azd");
    }

    /// <summary>Who is signed in, and what Entra ID has.</summary>
    public JsonObject State
    {
        get => JsonNode.Parse(File.ReadAllText(InFolder("state.json")))!.AsObject();
        set => File.WriteAllText(InFolder("state.json"), value.ToJsonString());
    }

    /// <summary>The commands that it was given, one a line.</summary>
    public string Calls => File.Exists(InFolder("calls.log")) ? File.ReadAllText(InFolder("calls.log")) : "";

    /// <summary>The applications of Entra ID.</summary>
    public JsonObject[] Applications => Objects("applications");

    /// <summary>The service principals of Entra ID.</summary>
    public JsonObject[] ServicePrincipals => Objects("servicePrincipals");

    /// <summary>A variable of azd's environment; null if <c>azd env set</c> did not set it.</summary>
    public string? Variable(string environment, string name) => File.Exists(InFolder("azd.json"))
        ? (string?)JsonNode.Parse(File.ReadAllText(InFolder("azd.json")))![$"{environment}/{name}"]
        : null;

    /// <summary>Changes the state, for example to add a fault.</summary>
    public void Set(string name, JsonNode? value)
    {
        var state = State;
        state[name] = value;
        State = state;
    }

    public static JsonObject SignedOut() => [];

    /// <param name="type">What <c>az account show</c> calls it: user or servicePrincipal.</param>
    public static JsonObject SignedIn(string type, string? mail = "ada@school.example") => new()
    {
        ["account"] = new JsonObject
        {
            ["id"] = Guid.Empty.ToString(),
            ["tenantId"] = "home",
            ["user"] = new JsonObject { ["type"] = type, ["name"] = "ada" },
        },
        ["person"] = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["mail"] = mail,
            ["userPrincipalName"] = "ada_school.example#EXT#@tenant.example",
        },
    };

    /// <summary>Lets a hook find the stand-in.</summary>
    public Dictionary<string, string> Add(Dictionary<string, string> environment) => new(environment)
    {
        ["PATH"] = $"{_folder.FullName}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        ["AZURE_STAND_IN"] = _folder.FullName,
    };

    /// <summary>Lets a hook find the programs that it needs, but not this one.</summary>
    public Dictionary<string, string> AddWithout(string program, Dictionary<string, string> environment)
    {
        File.Delete(InFolder(program));
        foreach (string needed in new[] { "dotnet", "node" })
        {
            string found = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, needed)).First(File.Exists);
            File.CreateSymbolicLink(InFolder(needed), found);
        }

        return new(Add(environment)) { ["PATH"] = _folder.FullName };
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Install(string program)
    {
        string source = Path.Combine(Repository.Root, "tests/Infra.Tests/Hooks/StandIns", $"{program}.mjs");
        if (OperatingSystem.IsWindows())
        {
            File.WriteAllText(InFolder($"{program}.cmd"), $"@node \"{source}\" %*\r\n");
        }
        else
        {
            File.CreateSymbolicLink(InFolder(program), source);
        }
    }

    private JsonObject[] Objects(string name) =>
        [.. State[name]?.AsArray().Select(one => one!.DeepClone().AsObject()) ?? []];

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);
}
