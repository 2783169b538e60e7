using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lectern.Database.Doctor;

/// <summary>What a TLS handshake shows, whether or not a driver would go on after it.</summary>
internal sealed record TlsHandshake
{
    /// <summary>For example <c>TLS 1.3</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Whom the certificate is made out for.</summary>
    public required string Subject { get; init; }

    /// <summary>The certificate's first moment, in UTC.</summary>
    public required DateTime NotBefore { get; init; }

    /// <summary>The certificate's last moment, in UTC.</summary>
    public required DateTime NotAfter { get; init; }

    /// <summary>What a verifying driver would find wrong.</summary>
    public required SslPolicyErrors Errors { get; init; }

    /// <summary>Shakes hands, accepts every certificate, and says what it saw. Nothing is sent.</summary>
    /// <exception cref="AuthenticationException">The two do not agree, or the root file cannot be read.</exception>
    [SuppressMessage("Security", "CA5359", Justification = "A certificate that is wrong is to be seen, not refused.")]
    public static async Task<TlsHandshake> RunAsync(
        Stream stream, string host, string? rootFile, CancellationToken cancellationToken)
    {
        var errors = SslPolicyErrors.None;
        using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = Policy(rootFile),
            RemoteCertificateValidationCallback = (_, _, _, found) =>
            {
                errors = found;
                return true;
            },
        };
        await tls.AuthenticateAsClientAsync(options, cancellationToken);
        using var certificate = new X509Certificate2(tls.RemoteCertificate!);
        return new()
        {
            Version = tls.SslProtocol switch
            {
                SslProtocols.Tls13 => "TLS 1.3",
                SslProtocols.Tls12 => "TLS 1.2",
                var older => older.ToString(),
            },
            Subject = certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false) is { Length: > 0 } name
                ? name
                : certificate.Subject,
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            Errors = errors,
        };
    }

    private static X509ChainPolicy Policy(string? rootFile)
    {
        // Neither lists of revoked certificates nor missing links are fetched: a look must not wait for third parties.
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        if (rootFile is not (null or "system"))
        {
            try
            {
                policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                policy.CustomTrustStore.ImportFromPemFile(rootFile);
            }
            catch (CryptographicException unreadable)
            {
                throw new AuthenticationException($"sslrootcert: {unreadable.Message}", unreadable);
            }
        }

        return policy;
    }
}
