using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lectern.LocalPostgres;

namespace Lectern.Testing;

/// <summary>A server that offers TLS with its own certificate.</summary>
public sealed class TlsServer : IAsyncDisposable
{
    private readonly TemporaryServer _server;
    private readonly string _folder;

    private TlsServer(TemporaryServer server, string folder) => (_server, _folder) = (server, folder);

    /// <summary>The file of the self-signed certificate.</summary>
    public string CertificateFile => CertificateOf(_folder);

    /// <param name="name">The DNS name in the certificate.</param>
    /// <param name="notAfter">The end of its validity.</param>
    public static async Task<TlsServer> StartAsync(string name, DateTimeOffset notAfter)
    {
        string folder = TemporaryServer.NewFolder();
        await UnprivilegedUser.Current.CreateFolderAsync(folder, CancellationToken.None);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(notAfter.AddYears(-1), notAfter);
        await File.WriteAllTextAsync(CertificateOf(folder), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "key"), key.ExportPkcs8PrivateKeyPem());
        // PostgreSQL requires a key file that it owns and that no other user can read.
        await Shell.RunAsync(
            UnprivilegedUser.Current.Command(
                "install", ["-m", "600", Path.Combine(folder, "key"), KeyOf(folder)], folder),
            CancellationToken.None);
        return new(
            await TemporaryServer.StartAsync(
                "ssl=on", $"ssl_cert_file={CertificateOf(folder)}", $"ssl_key_file={KeyOf(folder)}"),
            folder);
    }

    /// <summary>Npgsql's connection string for a role of this server, database lectern.</summary>
    public string ConnectionString(string role) => _server.ConnectionString(role, "lectern");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string CertificateOf(string folder) => Path.Combine(folder, "server.pem");

    private static string KeyOf(string folder) => Path.Combine(folder, "server.key");
}
