using Lectern.Migrations.Setup;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Infra.Tests.Hooks;

public sealed class RolesTests(FlexibleServer server) : IClassFixture<FlexibleServer>
{
    private const string Rights = """
        select format('%s %s %s', rolname, rolcreaterole, shobj_description(oid, 'pg_authid')) from pg_roles
        where rolname like 'lectern%'
        union all
        select format('%s is %s', pg_get_userbyid(member), pg_get_userbyid(roleid)) from pg_auth_members
        where pg_get_userbyid(roleid) like 'lectern%'
        union all
        select format('%s %s %s', datname, pg_get_userbyid(datdba), datacl) from pg_database
        where datname = current_database()
        union all
        select format('%s %s %s', nspname, pg_get_userbyid(nspowner), nspacl) from pg_namespace where nspname = 'public'
        union all
        select format('%s %s', setrole::regrole, setconfig) from pg_db_role_setting
        join pg_database on setdatabase = pg_database.oid
        where datname = current_database()
        order by 1
        """;

    private static readonly DatabaseSetup Setup = new(new() { Identities = FlexibleServer.Identities });

    [Fact]
    public async Task Provision_deploy_and_both_again_end_with_an_owner_of_all_and_an_application_that_creates_nothing()
    {
        var environment = server.Environment("lectern");
        HookProcess.Succeeded(await HookProcess.RunAsync("postprovision", environment));
        var provisioned = Sql.Column(server.Superuser("lectern"), Rights);
        Assert.Contains($"lectern_owner f service {FlexibleServer.Identities.Owner} f f", provisioned);
        Assert.Contains($"lectern_app f service {FlexibleServer.Identities.Application} f f", provisioned);

        HookProcess.Succeeded(await HookProcess.RunAsync("predeploy", environment));
        HookProcess.Succeeded(await HookProcess.RunAsync("postprovision", environment));
        var again = await HookProcess.RunAsync("predeploy", environment);

        HookProcess.Succeeded(again);
        Assert.DoesNotContain("up/0001", again.Text, StringComparison.Ordinal);
        Assert.Equal(["lectern_owner"], Sql.Column(server.Superuser("lectern"), """
            select pg_get_userbyid(relowner) from pg_class
            where relnamespace in ('public'::regnamespace, 'grate'::regnamespace)
            union
            select pg_get_userbyid(proowner) from pg_proc where pronamespace = 'public'::regnamespace
                and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
            union
            select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'grate'
            union
            select pg_get_userbyid(datdba) from pg_database where datname = current_database()
            """));
        string application = server.ApplicationOf("lectern");
        Sql.Execute(application, "delete from students");
        foreach (string sql in new[]
        {
            "create table public.mine (id int)", "create schema mine", "create temporary table mine (id int)",
            "alter table students add column mine int", "set role lectern_owner",
        })
        {
            var refused = Assert.Throws<PostgresException>(() => Sql.Execute(application, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public void Making_the_roles_again_changes_nothing()
    {
        Setup.Run(server.AdministratorOf("made twice"));
        var first = Sql.Column(server.Superuser("made twice"), Rights);

        var second = Setup.Run(server.AdministratorOf("made twice"));

        Assert.Empty(second.Roles);
        Assert.False(second.Database);
        Assert.Equal(first, Sql.Column(server.Superuser("made twice"), Rights));
    }

    [Fact]
    public void A_database_that_the_platform_has_made_is_given_to_its_owner()
    {
        Sql.Execute(server.Superuser("postgres"), "create database given owner azure_pg_admin");

        var made = Setup.Run(server.AdministratorOf("given"));

        Assert.False(made.Database);
        Assert.Equal("lectern_owner", Sql.Scalar<string>(
            server.Superuser("given"), "select pg_get_userbyid(datdba) from pg_database where datname = 'given'"));
        Assert.Equal("lectern_owner", Sql.Scalar<string>(server.AdministratorOf("given"), "select current_user::text"));
    }

    [Fact]
    public async Task A_variable_that_is_missing_is_named_with_what_sets_it()
    {
        var environment = server.Environment("lectern");
        environment.Remove("APP_IDENTITY_PRINCIPAL_ID");

        var run = await HookProcess.RunAsync("postprovision", environment);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("APP_IDENTITY_PRINCIPAL_ID is not set", run.Error, StringComparison.Ordinal);
        Assert.Contains("azd provision", run.Error, StringComparison.Ordinal);
    }
}
