using Lectern.Testing;

namespace Lectern.Migrations.Tests.Support;

/// <summary>A journal that refuses the rows of scripts.</summary>
internal static class RefusingJournal
{
    public static void Begin(TestDatabase database) => Sql.Execute(database.OwnerConnectionString, """
        create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
        create trigger refuse before insert on "grate"."ScriptsRun" for each row execute function refuse();
        """);

    public static void End(TestDatabase database) =>
        Sql.Execute(database.OwnerConnectionString, """drop trigger refuse on "grate"."ScriptsRun" """);
}
