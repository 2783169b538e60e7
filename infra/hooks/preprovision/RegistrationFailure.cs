using System.Text.Json.Nodes;

namespace Lectern.Hooks;

/// <summary>What to do if the registration cannot be created.</summary>
internal static class RegistrationFailure
{
    /// <summary>Says why, and what to do.</summary>
    public static HookException Explain(AzureCliException failure, string name)
    {
        const string Variable = ApiRegistration.IdVariable;
        return new(failure switch
        {
            { IsMissing: true } => $"""
                {failure.Message}
                It creates the API's registration. Install it (https://aka.ms/azure-cli), and run azd again after:
                  az login
                """,
            { IsSignedOut: true } => $"""
                The Azure CLI is not signed in: {failure.Message}
                It creates the API's registration. Run azd again after:
                  az login
                In a pipeline, set the variable {Variable} to the application ID of the registration.
                """,
            { IsForbidden: true } => $"""
                You are not allowed to create the API's registration: {failure.Message}
                An administrator of Entra ID (role Application Developer) can run this in a POSIX shell:

                {CommandsFor(name)}

                The last line prints the application ID. Run azd again after:
                  azd env set {Variable} ID
                """,
            { IsUnknown: true } => $"""
                Entra ID does not know the new application yet: {failure.Message}
                Run azd again in a few minutes. It completes the registration.
                """,
            _ => $"""
                The API's registration is not complete: {failure.Message}
                Run azd again. It completes the registration.
                """,
        });
    }

    /// <summary>The steps of <see cref="RegistrationSetup"/> as commands of a shell.</summary>
    private static string CommandsFor(string name)
    {
        var application = new JsonObject { ["appId"] = "$app" };
        var api = RegistrationContent.Api(application)!;
        RegistrationContent.Apply(api, application);
        var preauthorization = RegistrationContent.Preauthorization(application)!;
        return $"""
            app=$(az ad app create --display-name '{name}' --sign-in-audience {RegistrationContent.Audience} \
              --query appId --output tsv)
            az ad sp create --id "$app"
            {Patch(api)}
            {Patch(preauthorization)}
            echo "$app"
            """;
    }

    private static string Patch(JsonObject body) => $"""
        az rest --method patch --uri "https://graph.microsoft.com/v1.0/applications(appId='$app')" \
          --headers Content-Type=application/json \
          --body '{body.ToJsonString().Replace("$app", "'\"$app\"'", StringComparison.Ordinal)}'
        """;
}
