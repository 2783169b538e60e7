using System.Text.Json.Nodes;

namespace Lectern.Hooks;

/// <summary>The API's registration in Entra ID: preprovision creates it, postdown removes it.</summary>
internal static class ApiRegistration
{
    public const string IdVariable = "API_CLIENT_ID";

    /// <summary>Marks an application that preprovision created. postdown removes no other.</summary>
    public const string Tag = "lectern-azd";

    /// <summary>The applications of the tenant whose property has this value.</summary>
    /// <exception cref="AzureCliException">They cannot be read.</exception>
    public static async Task<IReadOnlyList<JsonObject>> FindAsync(string property, string value)
    {
        var found = await AzureCli.RunAsync("ad", "app", "list", "--filter", $"{property} eq '{value}'");
        return found is { } list ? [.. list.EnumerateArray().Select(one => JsonObject.Create(one)!)] : [];
    }

    /// <summary>Whether preprovision created the application.</summary>
    public static bool IsOwn(JsonObject application) =>
        application["tags"] is JsonArray tags && tags.Any(tag => (string?)tag == Tag);
}
