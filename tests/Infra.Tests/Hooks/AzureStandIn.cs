using System.Text.Json.Nodes;
using Lectern.Testing;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>
/// A stand-in for the Azure CLI: a program of that name, first in PATH. It records what it is asked and answers as the
/// Azure CLI does.
/// </summary>
internal sealed class AzureStandIn : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azure-stand-in-");

    public AzureStandIn(JsonObject? state = null)
    {
        State = state ?? SignedIn("user");
        Install("az");
    }

    /// <summary>Who is signed in, and what Entra ID has.</summary>
    public JsonObject State
    {
        get => JsonNode.Parse(File.ReadAllText(InFolder("state.json")))!.AsObject();
        set => File.WriteAllText(InFolder("state.json"), value.ToJsonString());
    }

    /// <summary>The commands that it was given, one a line.</summary>
    public string Calls => File.Exists(InFolder("calls.log")) ? File.ReadAllText(InFolder("calls.log")) : "";

    public static JsonObject SignedOut() => [];

    /// <param name="type">What <c>az account show</c> calls it: user or servicePrincipal.</param>
    public static JsonObject SignedIn(string type, string? mail = "ada@school.example") => new()
    {
        ["account"] = new JsonObject
        {
            ["id"] = Guid.Empty.ToString(),
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

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);
}
