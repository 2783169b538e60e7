using System.Text;
using System.Text.RegularExpressions;
using Lectern.Database;
using Npgsql;

namespace Lectern.Migrations.Setup;

/// <summary>How far a copy is.</summary>
/// <param name="Rows">Rows moved, without the header.</param>
/// <param name="Bytes">Bytes of the file written or read.</param>
/// <param name="TotalBytes">Bytes of the file; null where nobody knows before the end.</param>
public sealed record CopyProgress(long Rows, long Bytes, long? TotalBytes);

/// <summary>Moves the rows of a table to and from a CSV file (RFC 4180, UTF-8, with a header), by COPY.</summary>
/// <param name="connectionString">An Npgsql connection string of a role that may read or write the table.</param>
/// <param name="progress">Told, now and then, how far it is.</param>
public sealed partial class TableCopy(string connectionString, Action<CopyProgress>? progress = null)
{
    /// <summary>Writes a table to a file; until it is complete, the file has the ending <c>.partial</c>.</summary>
    /// <param name="table">The table, with its schema where the search path does not lead to it.</param>
    /// <param name="path">The file; an older one of that name is replaced.</param>
    /// <param name="cancellationToken">Stops at once; the file is not made.</param>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="MigrationException">There is no such table.</exception>
    /// <exception cref="NpgsqlException">The server refuses.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public long Export(string table, string path, CancellationToken cancellationToken = default)
    {
        using var connection = MigrationDatabase.Open(connectionString);
        var name = NameOf(connection, table);
        var partial = path + ".partial";
        var rows = new CsvRows();
        using (var file = new StreamWriter(
            partial, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        using (var reader = connection.BeginTextExport($"copy {name} to stdout (format csv, header)"))
        {
            try
            {
                Move(reader, file, rows, () => (file.BaseStream.Position, null), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Closed without this, the reader would still fetch the rest of the table.
                reader.Cancel();
                throw;
            }
        }

        File.Move(partial, path, overwrite: true);
        return rows.CountBelowHeader;
    }

    /// <summary>Adds the rows of a file to a table, all or none; the header says which columns.</summary>
    /// <param name="table">The table, with its schema where the search path does not lead to it.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops at once; nothing is added.</param>
    /// <returns>How many rows were added.</returns>
    /// <exception cref="MigrationException">There is no such table, or the file has no header.</exception>
    /// <exception cref="NpgsqlException">The server refuses a row: nothing was added.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public long Import(string table, string path, CancellationToken cancellationToken = default)
    {
        using var file = new StreamReader(path);
        var columns = file.ReadLine() is { Length: > 0 } header
            ? header
            : throw new MigrationException($"{path} has no header that names the columns.");
        using var connection = MigrationDatabase.Open(connectionString);
        using var transaction = connection.BeginTransaction();
        var rows = new CsvRows();
        // The header goes too, and the server skips it: the lines that its errors name are then those of the file.
        using (var writer = connection.BeginTextImport(
            $"copy {NameOf(connection, table)} ({Columns(columns)}) from stdin (format csv, header)"))
        {
            using var whole = new StreamReader(path);
            Move(whole, writer, rows, () => (whole.BaseStream.Position, whole.BaseStream.Length), cancellationToken);
        }

        transaction.Commit();
        return rows.CountBelowHeader;
    }

    private void Move(
        TextReader from, TextWriter to, CsvRows rows, Func<(long Bytes, long? Total)> place, CancellationToken token)
    {
        const int bufferChars = 64 * 1024;
        var buffer = new char[bufferChars];
        int read;
        while ((read = from.Read(buffer, 0, buffer.Length)) > 0)
        {
            token.ThrowIfCancellationRequested();
            to.Write(buffer, 0, read);
            rows.Add(buffer.AsSpan(0, read));
            var (bytes, total) = place();
            progress?.Invoke(new CopyProgress(rows.CountBelowHeader, bytes, total));
        }
    }

    // The server quotes the name: what stands in a COPY cannot be a parameter.
    private static string NameOf(NpgsqlConnection connection, string table)
    {
        const string sql = """
            select format('%I.%I', space.nspname, class.relname)
            from pg_class as class join pg_namespace as space on space.oid = class.relnamespace
            where class.oid = to_regclass($1)
            """;
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = table } },
        };
        return command.ExecuteScalar() as string ?? throw new MigrationException($"There is no table {table}.");
    }

    // A quoted name of a CSV header is a quoted name of SQL to the letter: both double the quote inside.
    private static string Columns(string header) => string.Join(", ", HeaderCell().Matches(header)
        .Select(cell => cell.Value.StartsWith('"') ? cell.Value : $"\"{cell.Value}\""));

    [GeneratedRegex("""
        "(?:[^"]|"")*"|[^,]+
        """)]
    private static partial Regex HeaderCell();
}
