using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;

namespace Lectern.Migrations.Lint;

/// <summary>
/// The lint. It finds what would fail or block on a table in use, in a transaction, or on another system. It needs no
/// database. It applies the server's lexical rules and looks at leading words, but has no grammar: it does not look
/// into strings, DO blocks and PL/pgSQL, and does not follow renamed tables.
/// </summary>
/// <param name="options">The scripts folder. The scripts of all environments are checked.</param>
public sealed class ScriptCheck(MigrationOptions options)
{
    internal static readonly (string Name, Func<LintContext, IEnumerable<LintObjection>> Check)[] UpRules =
    [
        ("not-null", TableRules.NotNullWithoutDefault),
        ("volatile-default", TableRules.VolatileDefault),
        ("type-change", TableRules.TypeChange),
        ("drop-or-rename", TableRules.DropOrRename),
        ("index-concurrently", ConstraintRules.IndexConcurrently),
        ("index-name", ConstraintRules.UnnamedIndex),
        ("not-valid", ConstraintRules.NotValid),
        ("bare-timestamp", TypeRules.BareTimestamp),
        ("serial", TypeRules.Serial),
    ];

    private const string EmptyReverse = "empty-reverse";

    private readonly ForeignKeyIndexes _foreignKeys = new();

    /// <summary>Checks all scripts of the folder, those of <c>down</c> included.</summary>
    /// <returns>The findings, in run order.</returns>
    /// <exception cref="MigrationException">There is no such scripts folder.</exception>
    public IReadOnlyList<LintFinding> Run()
    {
        var reader = new ScriptReader(options.ScriptsFolder, environments: null);
        var tokens = new TokenReplacement(options, database: "database", server: "server");
        var scripts = reader.Read(tokens);
        var down = new MigrationFolder(MigrationFolder.Down, ScriptKind.Once);
        var all = scripts.Concat(reader.Names(down.Name).Select(name => reader.ReadOne(down, name, tokens))).ToList();
        return
        [
            .. NameRules.Check(scripts).Select(name => new LintFinding(name.Rule, name.Script, 1, 1, name.Message)),
            .. all.Where(script => script.NotUtf8At is not null)
                .Select(script => Of(script, "not-utf8", script.NotUtf8At!.Value, "is not UTF-8: save it as UTF-8.")),
            .. all.Where(IsEmptyReverse).Select(script => Of(script, EmptyReverse, 0,
                "takes nothing back, and would be journaled as if it had: write the reverse.")),
            .. all.SelectMany(Check),
            .. _foreignKeys.Missing()
                .Where(key => !key.Script.Allows("foreign-key-index"))
                .Select(key => Of(key.Script, "foreign-key-index", key.Offset, key.Message)),
        ];
    }

    /// <summary>Is it a reverse without a statement, as <see cref="NewScript"/> creates it?</summary>
    private static bool IsEmptyReverse(Script script) =>
        script.Folder.Name == MigrationFolder.Down && !script.Allows(EmptyReverse)
        && !SqlLexer.Tokens(script.Text).Any(token => token.IsCode);

    private List<LintFinding> Check(Script script)
    {
        try
        {
            var statements = StatementSplitter.Split(script.Text);
            var created = new HashSet<string>(StringComparer.Ordinal);
            return [.. statements.SelectMany(statement => Check(script, statement, created))];
        }
        catch (SqlSyntaxException exception)
        {
            return [Of(script, "meta-command", exception.Offset, exception.Message)];
        }
    }

    private IEnumerable<LintFinding> Check(Script script, Statement statement, HashSet<string> created)
    {
        if (!script.IsWithoutTransaction && TransactionRules.Objection(statement) is { } objection)
        {
            yield return Of(script, "transaction", statement.Offset, objection);
        }

        var context = new LintContext(script, statement, new SqlWords(statement.Text), created);
        var rules = script.Folder.Name == MigrationFolder.Up ? UpRules : [];
        foreach (var (name, check) in rules.Append(("in-parameters", TypeRules.InWithParameters)))
        {
            foreach (var found in script.Allows(name) ? [] : check(context))
            {
                yield return Of(script, name, statement.Offset + context.Words.Offset(found.Word), found.Message);
            }
        }

        if (script.Folder.Name != MigrationFolder.Down)
        {
            _foreignKeys.Add(context);
        }

        if (context.NewTable is { } table)
        {
            created.Add(table.Table);
        }
    }

    private static LintFinding Of(Script script, string rule, int offset, string message)
    {
        var (line, column) = TextPosition.Of(script.Text, offset);
        return new LintFinding(rule, script.Path, line, column, message);
    }
}
