using System.Text.Json.Nodes;

namespace Lectern.Hooks;

/// <summary>What the registration of the API contains, as bodies for Microsoft Graph.</summary>
internal static class RegistrationContent
{
    public const string Audience = "AzureADMyOrg";

    private const string Scope = "access";
    private const string Description = "Call Lectern as yourself";
    private const string AzureCliId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    private const int TokenVersion = 2;

    /// <summary>A new application.</summary>
    public static JsonObject New(string name) => new()
    {
        ["displayName"] = name,
        ["signInAudience"] = Audience,
        ["tags"] = new JsonArray(ApiRegistration.Tag),
    };

    /// <summary>The change that gives an application its address, the version of its tokens and its scope.</summary>
    /// <returns>Null if it has them.</returns>
    public static JsonObject? Api(JsonObject application)
    {
        string uri = $"api://{application["appId"]}";
        var uris = Copy(application["identifierUris"]);
        var scopes = Copy(application["api"]?["oauth2PermissionScopes"]);
        bool hasUri = uris.Any(one => (string?)one == uri);
        bool hasScope = ScopeId(scopes) is not null;
        if (hasUri && hasScope && (int?)application["api"]?["requestedAccessTokenVersion"] == TokenVersion)
        {
            return null;
        }

        if (!hasUri)
        {
            uris.Add((JsonNode)uri);
        }

        if (!hasScope)
        {
            scopes.Add((JsonNode)NewScope());
        }

        return new()
        {
            ["identifierUris"] = uris,
            ["api"] = new JsonObject
            {
                ["requestedAccessTokenVersion"] = TokenVersion,
                ["oauth2PermissionScopes"] = scopes,
            },
        };
    }

    /// <summary>
    /// The change that lets the Azure CLI ask for the scope without a consent page. It is a request of its own, because
    /// Microsoft Graph does not find a scope that the same request adds.
    /// </summary>
    /// <returns>Null if the Azure CLI may.</returns>
    public static JsonObject? Preauthorization(JsonObject application)
    {
        string scope = ScopeId(application["api"]!["oauth2PermissionScopes"]!.AsArray())!;
        var clients = Copy(application["api"]?["preAuthorizedApplications"]);
        var client = clients.FirstOrDefault(one => (string?)one?["appId"] == AzureCliId);
        if (client is null)
        {
            client = new JsonObject { ["appId"] = AzureCliId, ["delegatedPermissionIds"] = new JsonArray() };
            clients.Add(client);
        }

        var scopes = client["delegatedPermissionIds"]!.AsArray();
        if (scopes.Any(one => (string?)one == scope))
        {
            return null;
        }

        scopes.Add((JsonNode)scope);
        return new() { ["api"] = new JsonObject { ["preAuthorizedApplications"] = clients } };
    }

    /// <summary>Does to an application what Microsoft Graph does with a change.</summary>
    public static void Apply(JsonObject change, JsonObject application)
    {
        foreach (var (name, value) in change)
        {
            if (value is JsonObject part && application[name] is JsonObject whole)
            {
                Apply(part, whole);
            }
            else
            {
                application[name] = value?.DeepClone();
            }
        }
    }

    private static JsonObject NewScope() => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["value"] = Scope,
        ["type"] = "User",
        ["isEnabled"] = true,
        ["adminConsentDisplayName"] = "Call Lectern",
        ["adminConsentDescription"] = Description,
        ["userConsentDisplayName"] = "Call Lectern",
        ["userConsentDescription"] = Description,
    };

    private static string? ScopeId(JsonArray scopes) =>
        (string?)scopes.FirstOrDefault(scope => (string?)scope?["value"] == Scope)?["id"];

    private static JsonArray Copy(JsonNode? array) => array?.DeepClone().AsArray() ?? [];
}
