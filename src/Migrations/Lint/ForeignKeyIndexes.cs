using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;

namespace Lectern.Migrations.Lint;

/// <summary>
/// Finds foreign keys without an index, over all scripts together: a DELETE of the referenced row reads the whole
/// table. The order of the scripts does not matter, and an index that a later script drops still counts.
/// </summary>
internal sealed class ForeignKeyIndexes
{
    private readonly List<(Script Script, int Offset, string Table, IReadOnlyList<string> Columns)> _keys = [];
    private readonly List<(string Table, IReadOnlyList<string> Columns)> _indexes = [];

    /// <summary>Collects the keys and indexes of a statement.</summary>
    public void Add(LintContext context)
    {
        if (context.NewTable is { } table)
        {
            AddElements(context, table.Table, table.Elements);
        }
        else if (AlterTable.Of(context.Words) is { } alter)
        {
            AddElements(context, alter.Table, [.. alter.AddedColumns, .. alter.AddedConstraints]);
        }
        else if (CreateIndex.Of(context.Words) is { } index)
        {
            _indexes.Add((index.Table, index.Columns));
        }
    }

    /// <returns>The keys whose columns are not the first ones of any index.</returns>
    public IEnumerable<(Script Script, int Offset, string Message)> Missing() =>
        from key in _keys
        where !_indexes.Any(index => index.Table == key.Table && index.Columns.Count >= key.Columns.Count
            && index.Columns.Take(key.Columns.Count).ToHashSet().SetEquals(key.Columns))
        select (key.Script, key.Offset,
            $"the foreign key {key.Table} ({string.Join(", ", key.Columns)}) has no index that begins with it.");

    private void AddElements(LintContext context, string table, IEnumerable<Range> elements)
    {
        var words = context.Words;
        foreach (var element in elements)
        {
            int start = words.Are(element.Start.Value, "constraint") ? element.Start.Value + 2 : element.Start.Value;
            if (words.Are(start, "foreign", "key", "("))
            {
                AddKey(context, table, start, CreateIndex.ColumnList(words, start + 2));
            }
            else if (words.Are(start, "primary", "key", "(") || words.Are(start, "unique", "("))
            {
                _indexes.Add((table, CreateIndex.ColumnList(words, words.IndexIn(element, "("))));
            }
            else
            {
                AddColumn(context, table, element);
            }
        }
    }

    private void AddColumn(LintContext context, string table, Range column)
    {
        IReadOnlyList<string> name = [SqlWords.Stored(context.Words[column.Start.Value])];
        int references = context.Words.IndexIn(column, "references");
        if (references > column.Start.Value)
        {
            AddKey(context, table, references, name);
        }

        if (context.Words.Contains(column, "unique") || context.Words.IndexIn(column, "primary", "key") > 0)
        {
            _indexes.Add((table, name));
        }
    }

    private void AddKey(LintContext context, string table, int word, IReadOnlyList<string> columns) =>
        _keys.Add((context.Script, context.Statement.Offset + context.Words.Offset(word), table, columns));
}
