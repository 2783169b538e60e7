using Lectern.Migrations.Verify;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class VerifyTests(TestServer server)
{
    private static ScriptsFolder Scripts() => new ScriptsFolder()
        .Write("up/0001_t.sql", """
            create type mood as enum ('good', 'bad');
            create table t (id bigint generated always as identity primary key, name text not null default 'x', m mood,
                constraint t_name_check check (name <> ''));
            create index t_name on t (lower(name));
            alter table t enable row level security;
            create policy everybody on t using (true);
            create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
            create trigger t_touch before update on t for each row execute function touch();
            """)
        .Write("views/v.sql", "create or replace view v as select id, name from t")
        .Write("permissions/p.sql", "grant select on t to lectern_app")
        .Write("down/0001_t.sql", "drop view v; drop table t; drop function touch(); drop type mood");

    [Fact]
    public async Task A_database_that_its_scripts_made_is_as_scripted_and_the_scratch_database_is_gone()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Scripts();
        folder.Migrate(database.SuperuserConnectionString);

        var verification = new MigrationVerifier(folder.Options)
            .Verify(database.SuperuserConnectionString, TestContext.Current.CancellationToken);

        Assert.Empty(verification.Differences);
        Assert.True(verification.IsAsScripted);
        Assert.Equal(0, Sql.Scalar<long>(
            database.SuperuserConnectionString,
            "select count(*) from pg_database where datname like 'lectern\\_verify%'"));
    }

    [Fact]
    public async Task Who_verifies_is_no_difference()
    {
        await server.ExecuteAsync("""create role "an \odd ""owner" superuser""");
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Scripts();
        folder.Migrate($"""{database.SuperuserConnectionString};Options='-c role=an\ \\odd\ "owner'""");

        var verification = new MigrationVerifier(folder.Options)
            .Verify(database.SuperuserConnectionString, TestContext.Current.CancellationToken);

        Assert.Equal("""an \odd "owner""", Sql.Scalar<string>(
            database.SuperuserConnectionString,
            "select pg_get_userbyid(relowner)::text from pg_class where oid = 't'::regclass"));
        Assert.Empty(verification.Differences);
    }

    [Theory]
    [InlineData("alter table t add column by_hand int", "column public.t.by_hand")]
    [InlineData("alter table t alter name drop not null", "column public.t.name")]
    [InlineData("alter table t alter name set default 'y'", "column public.t.name")]
    [InlineData("alter table t drop constraint t_name_check", "constraint public.t.t_name_check")]
    [InlineData("drop index t_name", "index public.t_name")]
    [InlineData("create or replace view v as select id, name, 1 as one from t", "view public.v")]
    [InlineData("revoke select on t from lectern_app", "grants public.t")]
    [InlineData("alter table t disable trigger t_touch", "trigger public.t.t_touch")]
    [InlineData(
        "create or replace function touch() returns trigger language plpgsql as 'begin end'", "routine touch()")]
    [InlineData("alter type mood add value 'so so'", "type public.mood")]
    [InlineData("drop policy everybody on t", "policy public.t.everybody")]
    [InlineData("alter table t disable row level security", "relation public.t")]
    [InlineData("create schema by_hand", "schema by_hand")]
    public async Task What_was_changed_by_hand_is_seen(string change, string difference)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Scripts();
        folder.Migrate(database.SuperuserConnectionString);
        Sql.Execute(database.SuperuserConnectionString, change);

        var verification = new MigrationVerifier(folder.Options)
            .Verify(database.SuperuserConnectionString, TestContext.Current.CancellationToken);

        Assert.Contains(verification.Differences, found => found.Name == difference);
    }

    [Fact]
    public async Task Up_down_and_up_again_give_equal_schemas()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        using var folder = Scripts();
        using var connection = Sql.Open(database.SuperuserConnectionString);
        var empty = SchemaSnapshot.Of(connection);
        folder.Migrate(database.SuperuserConnectionString);
        var first = SchemaSnapshot.Of(connection);

        new MigrationJob(folder.Options)
            .DownTo(database.SuperuserConnectionString, "0", TestContext.Current.CancellationToken);
        Assert.Equal(empty, SchemaSnapshot.Of(connection));

        folder.Migrate(database.SuperuserConnectionString);
        Assert.Equal(first, SchemaSnapshot.Of(connection));
    }
}
