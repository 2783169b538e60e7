using Lectern.Cli.Doctor;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

public sealed class TlsStepTests(TestServer server)
{
    [Fact]
    public async Task Tls_is_required_and_not_offered()
    {
        string url = server.ConnectionString("lectern_app", "lectern")
            .With(connection => connection.SslMode = SslMode.Require);

        (await Examinations.ExamineAsync(url)).AssertOnlyFault("tls", "does not offer it", "Turn ssl on");
    }

    [Theory]
    [InlineData(SslMode.Prefer)]
    [InlineData(SslMode.Require)]
    [InlineData(SslMode.VerifyFull)]
    public async Task An_expired_certificate(SslMode mode)
    {
        await using var expired = await TlsServer.StartAsync("localhost", DateTimeOffset.UtcNow.AddDays(-1));
        string url = expired.ConnectionString("lectern_app").With(connection =>
        {
            connection.Host = "localhost";
            connection.SslMode = mode;
            connection.RootCertificate = mode is SslMode.VerifyFull ? expired.CertificateFile : null;
        });

        (await Examinations.ExamineAsync(url)).AssertOnlyFault("tls", "expired on", "Renew");
    }

    [Fact]
    public async Task A_certificate_is_verified_as_the_url_asks()
    {
        await using var sound = await TlsServer.StartAsync("localhost", DateTimeOffset.UtcNow.AddDays(7));

        var reports = await Examinations.ExamineAsync(Verifying("localhost", sound.CertificateFile));
        reports.AssertHealthy();
        var tls = reports.Single(report => report.Step == "tls");
        Assert.Equal(Verdict.Warning, tls.Verdict);
        Assert.Contains("TLS 1.3, certificate localhost until", tls.Finding, StringComparison.Ordinal);

        (await Examinations.ExamineAsync(Verifying("127.0.0.1", sound.CertificateFile)))
            .AssertOnlyFault("tls", "is for localhost, not for 127.0.0.1", "Use the host name");
        (await Examinations.ExamineAsync(Verifying("localhost", root: null)))
            .AssertOnlyFault("tls", "signed by no authority", "sslrootcert");

        Examination Verifying(string host, string? root) => new()
        {
            Url = sound.ConnectionString("lectern_app").With(connection =>
            {
                connection.Host = host;
                connection.SslMode = SslMode.VerifyFull;
                connection.RootCertificate = root;
            }),
        };
    }
}
