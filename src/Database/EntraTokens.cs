using Azure.Core;
using Azure.Identity;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Signing in with Entra ID: the token is the password. Azure.Identity keeps it until shortly
/// before it expires, so that asking for each physical connection costs nothing (Azure manual:
/// "Connect using Microsoft Entra authentication").
/// </summary>
public static class EntraTokens
{
    private const string Setting = "DATABASE_AUTH";

    /// <summary>
    /// A connection may live this long: well below a token's hour, so that a role that was taken away is soon shut out.
    /// </summary>
    private const int ConnectionLifetimeSeconds = 1_800;

    private static readonly TokenRequestContext Database = new(["https://ossrdbms-aad.database.windows.net/.default"]);

    /// <summary>The machine's identity where DATABASE_AUTH asks for it, else null.</summary>
    /// <exception cref="InvalidOperationException">DATABASE_AUTH is neither entra nor password.</exception>
    internal static TokenCredential? Credential(Func<string, string?> setting) => setting(Setting) switch
    {
        "entra" => new DefaultAzureCredential(),
        null or "" or "password" => null,
        _ => throw new InvalidOperationException($"{Setting} must be entra or password."),
    };

    /// <summary>Makes a token the password of one connection that is not pooled.</summary>
    /// <exception cref="AuthenticationFailedException">Entra ID gives no token.</exception>
    public static async Task SignInAsync(
        NpgsqlConnectionStringBuilder settings, TokenCredential credential, CancellationToken cancellationToken)
    {
        Prepare(settings);
        settings.Password = await TokenAsync(credential, cancellationToken);
    }

    /// <summary>Leaves no second way to sign in, and lets no token travel bare but with sslmode=disable.</summary>
    internal static void Prepare(NpgsqlConnectionStringBuilder settings)
    {
        settings.Password = null;
        settings.Passfile = null;
        settings.ConnectionLifetime = ConnectionLifetimeSeconds;
        // Prefer, the default, goes on without where TLS is not offered, which anybody on the way can bring about.
        if (settings.SslMode is SslMode.Prefer or SslMode.Allow)
        {
            settings.SslMode = SslMode.Require;
        }
    }

    /// <summary>A token for each physical connection.</summary>
    internal static void Use(NpgsqlDataSourceBuilder builder, TokenCredential credential) => builder.UsePasswordProvider(
        _ => Token(credential),
        (_, cancellationToken) => TokenAsync(credential, cancellationToken));

    internal static string Token(TokenCredential credential) =>
        credential.GetToken(Database, CancellationToken.None).Token;

    private static async ValueTask<string> TokenAsync(TokenCredential credential, CancellationToken cancellationToken) =>
        (await credential.GetTokenAsync(Database, cancellationToken)).Token;
}
