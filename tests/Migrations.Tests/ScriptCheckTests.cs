using Lectern.Migrations.Lint;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class ScriptCheckTests
{
    [Theory]
    [InlineData("not-null", "alter table t add column a int not null")]
    [InlineData("not-null", "alter table t alter column a set not null")]
    [InlineData("volatile-default", "alter table t add a uuid not null default gen_random_uuid()")]
    [InlineData("volatile-default", "alter table t add a bigint generated always as identity")]
    [InlineData("index-concurrently", "create index t_a on t (a)")]
    [InlineData("index-concurrently", "create unique index on only public.t using btree (a)")]
    [InlineData("index-concurrently", "alter table t add constraint u unique (a)")]
    [InlineData(
        "not-valid",
        "create index concurrently t_x on t (x); alter table t add constraint f foreign key (x) references u (id)")]
    [InlineData("not-valid", "alter table if exists t add check (a > 0), add column b int")]
    [InlineData("not-valid", "alter table t add column a text constraint t_a_check check (char_length(a) <= 50)")]
    [InlineData("type-change", "alter table t alter column a set data type bigint")]
    [InlineData("type-change", "alter table t alter a type bigint using a::bigint")]
    [InlineData("drop-or-rename", "alter table t drop column a")]
    [InlineData("drop-or-rename", "alter table t add column b int, drop a")]
    [InlineData("drop-or-rename", "alter table t rename column a to b")]
    [InlineData("drop-or-rename", "drop table if exists t")]
    [InlineData("bare-timestamp", "create table n (id int, a timestamp not null)")]
    [InlineData("bare-timestamp", "alter table t add column a timestamp(3) without time zone")]
    [InlineData("in-parameters", "create function f(int) returns bool language sql as $$ select 1 in ($1, 2) $$")]
    [InlineData("in-parameters", "create function f(int) returns bool begin atomic select 1 in (select $1); end")]
    [InlineData("foreign-key-index", "create table n (id int primary key, t_id int references t (id))")]
    [InlineData("foreign-key-index", "create table n (a int, b int, foreign key (a, b) references t, unique (b))")]
    [InlineData("serial", "create table n (id bigserial primary key)")]
    [InlineData("transaction", "create table n (id int); commit")]
    [InlineData("transaction", "vacuum t")]
    [InlineData("transaction", "create index concurrently t_a on t (a)")]
    [InlineData("index-name", "-- lectern: no-transaction\ncreate index concurrently on t (a)")]
    [InlineData("meta-command", "select 1;\n\\i other.sql")]
    public void A_rule_objects(string rule, string sql) =>
        Assert.Single(Check(("up/0001_x.sql", sql)), finding => finding.Rule == rule);

    [Theory]
    [InlineData(
        "create table n (id bigint generated always as identity primary key, a timestamptz not null default now())")]
    [InlineData("create table n (id int, timestamp timestamptz, a timestamp with time zone); create index on n (id)")]
    [InlineData("alter table t add column a int not null default 0, add column b timestamptz not null default now()")]
    [InlineData("alter table t add constraint c check (a > 0) not valid")]
    [InlineData("alter table t add column a int, add constraint t_a_check check (a > 0) not valid")]
    [InlineData("create table n (id int check (id > 0)); alter table n add column a int check (a > 0)")]
    [InlineData("alter table t validate constraint c; alter table t alter a set not null")]
    [InlineData("-- lectern: no-transaction\ncreate index concurrently if not exists t_a on t (a)")]
    [InlineData("-- lectern: contract\nalter table t drop column a; drop table u")]
    [InlineData("create table n (id int primary key); alter table n add a int not null, rename id to b; drop table n")]
    [InlineData(
        "create table n (a int, b int, c int references t, foreign key (a, b) references t, primary key (b, a)); "
        + "create index on n (c, a)")]
    [InlineData("-- lectern: allow type-change\nalter table t alter a type text")]
    [InlineData(
        "alter table t rename constraint a to b; alter table t alter column a drop default; alter index i rename to j")]
    [InlineData("select 'drop table t', $$ drop table t $$; -- drop table t")]
    [InlineData("create function f(int[]) returns bool language sql as $$ select 1 = any ($1) and 2 in (1, 2) $$")]
    public void A_safe_script_is_passed(string sql) => Assert.Empty(Check(("up/0001_x.sql", sql)));

    [Theory]
    [InlineData("duplicate-name", "up/0001_a.sql", "views/0001_a.sql")]
    [InlineData("duplicate-number", "up/0001_a.sql", "up/0001_b.sql")]
    [InlineData("number-order", "up/10_a.sql", "up/9_b.sql")]
    [InlineData("name-order", "views/order.sql", "views/order_total.sql")]
    [InlineData("name-order", "views/b.sql", "views/å.sql")]
    [InlineData("name-order", "views/B.sql", "views/a.sql")]
    [InlineData("name-order", "views/aa.sql", "views/ab.sql")]
    public void A_name_that_would_run_elsewhere_in_another_order_is_found(string rule, string first, string second) =>
        Assert.Equal(
            [rule], Check((first, "select 1"), (second, "select 1")).Select(finding => finding.Rule).Distinct());

    [Fact]
    public void A_file_that_is_not_utf8_is_found()
    {
        using var folder = new ScriptsFolder().Write("up/0001_x.sql", "");
        File.WriteAllBytes(Path.Combine(folder.Path, "up", "0001_x.sql"), [0x2D, 0x2D, 0xE9, 0x0A]);

        Assert.Equal("not-utf8", Assert.Single(new ScriptCheck(folder.Options).Run()).Rule);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-- Takes back: add invoices\n\n")]
    [InlineData("/* later */")]
    public void A_reverse_that_takes_nothing_back_is_found(string sql) => Assert.Equal(
        ("empty-reverse", "down/0001_x.sql"),
        Assert.Single(
            Check(("up/0001_x.sql", "select 1"), ("down/0001_x.sql", sql))
                .Select(finding => (finding.Rule, finding.Script))));

    [Theory]
    [InlineData("-- Takes back: add invoices\ndrop table invoices")]
    [InlineData("-- lectern: allow empty-reverse\n-- The rows that it changed are right either way.")]
    public void A_reverse_with_a_statement_or_a_reason_is_passed(string sql) =>
        Assert.Empty(Check(("up/0001_x.sql", "select 1"), ("down/0001_x.sql", sql)));

    [Fact]
    public void A_finding_says_where()
    {
        var finding = Assert.Single(Check(("up/0001_x.sql", "select 1;\n\n  alter table t\n    drop column a;")));

        Assert.Equal((4, 5), (finding.Line, finding.Column));
    }

    private static IReadOnlyList<LintFinding> Check(params (string Name, string Sql)[] scripts)
    {
        using var folder = new ScriptsFolder();
        foreach (var (name, sql) in scripts)
        {
            folder.Write(name, sql);
        }

        return new ScriptCheck(folder.Options).Run();
    }
}
