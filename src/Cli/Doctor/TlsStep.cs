using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Lectern.Cli.Doctor;

/// <summary>Is the connection encrypted as the URL requires, and is the certificate valid?</summary>
internal static class TlsStep
{
    private static readonly TimeSpan RenewalTime = TimeSpan.FromDays(14);

    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        string mode = examined.Url.Parameters.GetValueOrDefault("sslmode", "prefer");
        var findings = new List<Finding>();
        foreach (var endpoint in examined.TcpEndpoints)
        {
            var finding = mode == "disable" || !endpoint.OffersTls
                ? WithoutTls(endpoint, mode)
                : await WithTlsAsync(examined, endpoint, mode, cancellationToken);
            if (finding.Verdict is Verdict.Fault)
            {
                return finding;
            }

            findings.Add(finding);
        }

        string text = string.Join("; ", findings.Select(finding => finding.Text));
        return findings.Find(finding => finding.Verdict is Verdict.Warning) is { } warning
            ? Finding.Warning(text, warning.Remedy!)
            : Finding.Ok(text.Length == 0 ? "A Unix socket needs no TLS." : text);
    }

    private static Finding WithoutTls(Endpoint endpoint, string mode)
    {
        if (mode is "require" or "verify-ca" or "verify-full")
        {
            return Finding.Fault(
                $"The URL requires TLS (sslmode={mode}), and {endpoint} does not offer it.",
                "Turn ssl on in postgresql.conf (client_tls_sslmode in pgbouncer.ini), or use sslmode=prefer.");
        }

        string text = $"{endpoint}: not encrypted";
        return endpoint.Host.IsLocal
            ? Finding.Ok(text)
            : Finding.Warning(text, "Use sslmode=verify-full: passwords and rows are not encrypted.");
    }

    private static async Task<Finding> WithTlsAsync(
        ExaminedDatabase examined, Endpoint endpoint, string mode, CancellationToken cancellationToken)
    {
        try
        {
            await using var probe = await TcpProbe.ConnectAsync(endpoint, endpoint.Port, cancellationToken);
            await probe.OffersTlsAsync(cancellationToken);
            var seen = await TlsHandshake.RunAsync(
                probe.Stream, endpoint.Name, examined.Url.Parameters.GetValueOrDefault("sslrootcert"),
                cancellationToken);
            return Judge(seen, endpoint, mode);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or SocketException)
        {
            return Finding.Fault(
                $"The TLS handshake with {endpoint} fails: {failure.Message}",
                "Allow TLS 1.2 or 1.3 at the server, and name a readable file in sslrootcert.");
        }
    }

    private static Finding Judge(TlsHandshake seen, Endpoint endpoint, string mode)
    {
        string expiry = seen.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string text = $"{endpoint}: {seen.Version}, certificate {seen.Subject} until {expiry}";
        if (seen.NotAfter < DateTime.UtcNow)
        {
            return Finding.Fault(
                $"The certificate {seen.Subject} of {endpoint} expired on {expiry}.",
                "Renew the server's certificate.");
        }

        if (seen.NotBefore > DateTime.UtcNow)
        {
            return Finding.Fault(
                $"The certificate {seen.Subject} of {endpoint} is not valid yet.",
                "Correct the clock of this machine, or of the machine that issued the certificate.");
        }

        if (mode == "verify-full" && seen.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return Finding.Fault(
                $"The certificate is for {seen.Subject}, not for {endpoint.Name}.",
                "Use the host name of the certificate in the URL, or renew the certificate for this name.");
        }

        if (mode is "verify-ca" or "verify-full" && seen.Errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            return Finding.Fault(
                $"The certificate {seen.Subject} of {endpoint} is signed by no authority that this machine trusts.",
                "Name the file of the authority's certificate: sslrootcert=/path/ca.pem.");
        }

        return seen.NotAfter - DateTime.UtcNow < RenewalTime
            ? Finding.Warning(text, "Renew the server's certificate before it expires.")
            : Finding.Ok(text);
    }
}
