using Azure.Core;
using Lectern.DatabaseUrls;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Database.Tests;

/// <summary>For the server a token is a password, so the tests use the test server's password as the token.</summary>
public sealed class EntraTokenTests(TestServer server)
{
    private sealed class Tokens(string token) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new(token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private string WithoutPassword => server.ConnectionString("lectern_app", "lectern").With(connection =>
    {
        connection.Passfile = null;
        connection.SslMode = SslMode.Disable;
    });

    [Fact]
    public async Task ApplicationDatabase_and_MigrationDatabase_sign_in_with_a_token_for_the_database()
    {
        var tokens = new Tokens(server.Password);
        await using (var database = ApplicationDatabase.Create(
            DatabaseUrl.Parse(WithoutPassword), new() { Credential = tokens }))
        {
            await database.WarmUpAsync(TestContext.Current.CancellationToken);
        }

        MigrationDatabase.Open(WithoutPassword, tokens).Dispose();

        Assert.Equal(2, tokens.Scopes.Count);
        Assert.All(tokens.Scopes, scope =>
            Assert.Equal("https://ossrdbms-aad.database.windows.net/.default", scope));
    }

    [Fact]
    public void Another_program_signs_in_with_a_token_as_its_password()
    {
        string given = MigrationDatabase.WithToken(WithoutPassword, new Tokens(server.Password));

        Assert.Equal("lectern_app", Sql.Scalar<string>(given, "select current_user::text"));
    }

    [Fact]
    public async Task A_token_does_not_travel_in_the_clear_unless_the_url_says_so()
    {
        string silent = WithoutPassword.With(connection => connection.Remove("SSL Mode"));
        await using var database = ApplicationDatabase.Create(
            DatabaseUrl.Parse(silent), new() { Credential = new Tokens(server.Password) });

        // The test server offers no TLS.
        await Assert.ThrowsAsync<NpgsqlException>(
            () => database.WarmUpAsync(TestContext.Current.CancellationToken));
    }
}
