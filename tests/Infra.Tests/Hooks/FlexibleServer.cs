using Lectern.Migrations.Setup;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

/// <summary>
/// A local server like Azure Database for PostgreSQL: with an administrator who is not a superuser, and a test double
/// of the function that creates a role for an identity of Entra ID. It creates the role and records the identity.
/// </summary>
public sealed class FlexibleServer : IAsyncLifetime
{
    public const string Administrator = "ada@school.example";

    /// <summary>The identities that sign in as the two roles.</summary>
    public static readonly DatabaseIdentities Identities = new(Guid.NewGuid(), Guid.NewGuid());

    private EmptyServer? _server;
    private string _password = "";

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _server = await EmptyServer.StartAsync(token);
        _password = await _server.PasswordAsync(token);
        Sql.Execute(Superuser("postgres"), $$"""
            create role azure_pg_admin;
            create role "{{Administrator}}" login createdb createrole in role azure_pg_admin password '{{_password}}';
            create function pgaadauth_create_principal_with_oid(
                rolename text, objectid text, objecttype text, isadmin boolean, ismfa boolean)
            returns text language plpgsql as $$
            begin
                execute format('create role %I login', rolename);
                execute format(
                    'comment on role %I is %L', rolename, concat_ws(' ', objecttype, objectid, isadmin, ismfa));
                return format('Created role for "%s"', rolename);
            end
            $$;
            """);
    }

    /// <summary>The superuser, which Azure does not offer, to read everything.</summary>
    public string Superuser(string database) => _server!.ConnectionString("postgres", database);

    /// <summary>Npgsql's connection string of the administrator.</summary>
    public string AdministratorOf(string database) => _server!.ConnectionString(Administrator, database);

    /// <summary>The application's role, which signs in with a password here.</summary>
    public string ApplicationOf(string database)
    {
        Sql.Execute(Superuser(database), $"alter role lectern_app password '{_password}'");
        return _server!.ConnectionString("lectern_app", database);
    }

    /// <summary>The variables that azd sets for the hooks, with a password in place of the token.</summary>
    public Dictionary<string, string> Environment(string database)
    {
        int port = new NpgsqlConnectionStringBuilder(AdministratorOf(database)).Port;
        string user = Uri.EscapeDataString(Administrator);
        return new()
        {
            ["MIGRATION_DATABASE_URL"] = $"postgresql://{user}@127.0.0.1:{port}/{database}?sslmode=disable",
            ["PGPASSWORD"] = _password,
            ["MIGRATION_IDENTITY_PRINCIPAL_ID"] = Identities.Owner.ToString(),
            ["APP_IDENTITY_PRINCIPAL_ID"] = Identities.Application.ToString(),
            // Tests must not need the registry that has grate; the tests of the job cover GrateEngine.
            ["MIGRATION_ENGINE"] = "builtin",
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
