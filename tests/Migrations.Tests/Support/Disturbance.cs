using Lectern.Testing;

namespace Lectern.Migrations.Tests.Support;

/// <summary>Scripts of every kind, and the state that they must leave after any number of interrupted runs.</summary>
internal static class Disturbance
{
    /// <summary>A notice of the server during a script in a transaction.</summary>
    public const string InTransaction = "in a transaction";

    /// <summary>A notice between the statements of a script without a transaction.</summary>
    public const string WithoutTransaction = "without a transaction";

    private const string StateQuery = """
        select 'row ' || id || ' ' || note as line from t
        union all
        select 'script ' || row_number() over (order by id) || ' ' || script_name || ' ' || text_hash
        from "grate"."ScriptsRun"
        union all
        select 'index ' || indexrelid::regclass || ' ' || indisvalid from pg_index
        where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        union all
        select 'column ' || table_name || '.' || column_name from information_schema.columns
        where table_schema = 'public'
        union all
        select 'progress ' || script from "grate"."LecternProgress"
        union all
        select 'version ' || status from "grate"."Version" where status = 'In Progress'
        order by line
        """;

    public static ScriptsFolder Scripts()
    {
        var folder = new ScriptsFolder()
            .Write("up/0001_t.sql", "create table t (id int, note text); insert into t values (1, 'a');")
            .Write("up/0002_index.sql", $"""
                -- lectern: no-transaction
                set search_path = public;
                insert into t values (2, 'b');
                create index concurrently t_id on t (id);
                insert into t values (3, 'c');
                do $$ begin raise notice '{WithoutTransaction}'; end $$;
                create index concurrently t_note on t (note);
                drop index concurrently t_note;
                vacuum t;
                """)
            .Write("views/v.sql", "create or replace view v as select id from t");
        for (int i = 4; i <= 20; i++)
        {
            folder.Write($"up/{i:0000}_row.sql", $"""
                insert into t values ({i}, 'first');
                do $$ begin raise notice '{InTransaction} {i}'; perform pg_sleep(0.01); end $$;
                insert into t values ({i}, 'second');
                """);
        }

        return folder;
    }

    /// <returns>Rows, journal, indexes, columns, and what is left open.</returns>
    public static List<string> State(string connectionString) => Sql.Column(connectionString, StateQuery);

    /// <returns>The state after an uninterrupted run.</returns>
    public static async Task<List<string>> UndisturbedAsync(TestServer server, ScriptsFolder folder)
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        folder.Migrate(database.OwnerConnectionString);
        return State(database.OwnerConnectionString);
    }
}
