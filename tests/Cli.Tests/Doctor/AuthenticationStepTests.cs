using Azure.Core;
using Lectern.Cli.Doctor;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

public sealed class AuthenticationStepTests(TestServer server)
{
    private sealed class WrongToken : TokenCredential
    {
        private static readonly AccessToken Token = new("wrong", DateTimeOffset.MaxValue);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            Token;

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token);
    }

    [Fact]
    public async Task A_wrong_password() =>
        (await Examinations.ExamineAsync(server.ConnectionString("lectern_app", "lectern").With(connection =>
        {
            connection.Passfile = null;
            connection.Password = "wrong";
        }))).AssertOnlyFault("authentication", "28P01", "Correct the user and password");

    [Fact]
    public async Task No_such_database() =>
        (await Examinations.ExamineAsync(server.ConnectionString("lectern_app", "nowhere")))
            .AssertOnlyFault("authentication", "3D000", "lectern db init");

    [Fact]
    public async Task A_token_is_the_password_if_there_is_a_credential() =>
        (await Examinations.ExamineAsync(new Examination
        {
            // The correct password: the token must replace it.
            Url = server.ConnectionString("lectern_app", "lectern").With(connection =>
            {
                connection.Passfile = null;
                connection.Password = server.Password;
                connection.SslMode = SslMode.Disable;
            }),
            Settings = new() { Credential = new WrongToken() },
        })).AssertOnlyFault("authentication", "28P01", "user and password");
}
