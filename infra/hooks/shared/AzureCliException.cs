namespace Lectern.Hooks;

/// <summary>A command of the Azure CLI failed. The message is what the Azure CLI wrote.</summary>
internal sealed class AzureCliException(string message) : Exception(message)
{
    /// <summary>The Azure CLI is not installed.</summary>
    public bool IsMissing => Says("cannot be started", "is not recognized as an internal or external command");

    /// <summary>Nobody is signed in, or the sign-in has expired.</summary>
    public bool IsSignedOut => Says("az login");

    /// <summary>Entra ID does not know the object: it is deleted, or it was created only seconds ago.</summary>
    public bool IsUnknown => Says(
        "Request_ResourceNotFound",
        "does not exist or one of its queried reference-property objects are not present",
        "does not reference a valid application object",
        "must in the local tenant");

    /// <summary>Entra ID refuses the command to whoever is signed in.</summary>
    // It also refuses a service principal whose application it does not know yet.
    public bool IsForbidden => !IsUnknown && Says("Insufficient privileges", "Authorization_RequestDenied");

    private bool Says(params string[] texts) =>
        Array.Exists(texts, text => Message.Contains(text, StringComparison.Ordinal));
}
