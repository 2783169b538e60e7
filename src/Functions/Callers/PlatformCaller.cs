namespace Lectern.Functions.Callers;

/// <summary>
/// Reads X-MS-CLIENT-PRINCIPAL (learn.microsoft.com: "Work with user identities in Azure App Service authentication").
/// Roles in the token are ignored: the school assigns its own.
/// </summary>
public static class PlatformCaller
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private static readonly string[] ObjectId =
        ["oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"];

    /// <summary>Null if the header is absent or unreadable, or has no object id.</summary>
    public static string? ReadObjectId(HttpRequest request)
    {
        try
        {
            string header = request.Headers[Header].ToString();
            var principal = header.Length == 0
                ? null
                : JsonSerializer.Deserialize<Principal>(Convert.FromBase64String(header), JsonSerializerOptions.Web);
            var caller = principal?.Claims?.FirstOrDefault(claim => ObjectId.Contains(claim?.Typ));
            // PostgreSQL refuses U+0000 in a text, and no object id has a control character.
            return caller is { Val.Length: > 0 } && !caller.Val.Any(char.IsControl) ? caller.Val : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Principal(IReadOnlyList<PrincipalClaim?>? Claims);

    private sealed record PrincipalClaim(string? Typ, string? Val);
}
