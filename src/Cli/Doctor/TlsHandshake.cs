using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lectern.Cli.Doctor;

/// <summary>The result of a TLS handshake that accepts every certificate.</summary>
internal sealed record TlsHandshake
{
    /// <summary>For example <c>TLS 1.3</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The DNS name in the certificate, or its subject where it has none.</summary>
    public required string Subject { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTime NotBefore { get; init; }

    /// <summary>In UTC.</summary>
    public required DateTime NotAfter { get; init; }

    /// <summary>The errors that a driver with <c>sslmode=verify-full</c> would find.</summary>
    public required SslPolicyErrors Errors { get; init; }

    /// <summary>Runs the handshake and accepts every certificate. It sends no data afterwards.</summary>
    /// <exception cref="AuthenticationException">The handshake fails, or the root file cannot be read.</exception>
    [SuppressMessage("Security", "CA5359", Justification = "The doctor reports errors of a certificate.")]
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
        // It fetches no revocation lists and no intermediate certificates, so it does not wait for third parties.
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
