using System.Text.Json;

namespace Lectern.Hooks;

/// <summary>The person who is signed in to the Azure CLI.</summary>
/// <param name="ObjectId">The object id in Entra ID, which is <c>oid</c> in the person's tokens.</param>
/// <param name="Email">The mailbox, or else the name that the person signs in with.</param>
internal sealed record SignedInPerson(string ObjectId, string Email)
{
    /// <returns>Null if a service principal or a managed identity is signed in.</returns>
    /// <exception cref="AzureCliException">Nobody is signed in.</exception>
    public static async Task<SignedInPerson?> FindAsync()
    {
        var account = await AzureCli.RunAsync("account", "show");
        if (account?.GetProperty("user").GetProperty("type").GetString() != "user")
        {
            return null;
        }

        var person = (await AzureCli.RunAsync("ad", "signed-in-user", "show"))!.Value;
        string? mail = person.TryGetProperty("mail", out var found) && found.ValueKind == JsonValueKind.String
            ? found.GetString()
            : null;
        return new(
            person.GetProperty("id").GetString()!,
            string.IsNullOrWhiteSpace(mail) ? person.GetProperty("userPrincipalName").GetString()! : mail);
    }
}
