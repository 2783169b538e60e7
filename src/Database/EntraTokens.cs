using Azure.Core;
using Azure.Identity;
using Npgsql;

namespace Lectern.Database;

/// <summary>
/// Signs in with Entra ID: the token is the password. Azure.Identity caches it until shortly before it expires, so each
/// physical connection can request it (Azure manual: "Connect using Microsoft Entra authentication").
/// </summary>
public static class EntraTokens
{
    private const string Setting = "DATABASE_AUTH";

    /// <summary>
    /// The lifetime of a connection. It is shorter than a token's hour, so that a revoked role soon loses access.
    /// </summary>
    private const int ConnectionLifetimeSeconds = 1_800;

    private static readonly TokenRequestContext Database = new(["https://ossrdbms-aad.database.windows.net/.default"]);

    /// <summary>The machine's identity if DATABASE_AUTH is <c>entra</c>; otherwise null.</summary>
    /// <exception cref="SettingException">DATABASE_AUTH is neither entra nor password.</exception>
    internal static TokenCredential? Credential(Func<string, string?> setting) => setting(Setting) switch
    {
        "entra" => new DefaultAzureCredential(),
        null or "" or "password" => null,
        _ => throw new SettingException($"{Setting} must be entra or password."),
    };

    /// <summary>Makes a token the password of one connection that is not pooled.</summary>
    /// <exception cref="AuthenticationFailedException">Entra ID gives no token.</exception>
    public static async Task SignInAsync(
        NpgsqlConnectionStringBuilder settings, TokenCredential credential, CancellationToken cancellationToken)
    {
        Prepare(settings);
        settings.Password = await TokenAsync(credential, cancellationToken);
    }

    /// <summary>Removes passwords, and requires TLS for the token unless the URL has sslmode=disable.</summary>
    internal static void Prepare(NpgsqlConnectionStringBuilder settings)
    {
        settings.Password = null;
        settings.Passfile = null;
        settings.ConnectionLifetime = ConnectionLifetimeSeconds;
        // Prefer, the default, continues without TLS if the server does not offer it; an attacker can cause that.
        if (settings.SslMode is SslMode.Prefer or SslMode.Allow)
        {
            settings.SslMode = SslMode.Require;
        }
    }

    /// <summary>Requests a token for each physical connection.</summary>
    internal static void Use(NpgsqlDataSourceBuilder builder, TokenCredential credential) =>
        builder.UsePasswordProvider(
            _ => Token(credential),
            (_, cancellationToken) => TokenAsync(credential, cancellationToken));

    internal static string Token(TokenCredential credential) =>
        credential.GetToken(Database, CancellationToken.None).Token;

    private static async ValueTask<string> TokenAsync(
        TokenCredential credential, CancellationToken cancellationToken) =>
        (await credential.GetTokenAsync(Database, cancellationToken)).Token;
}
