using System.Text;
using System.Text.RegularExpressions;
using Lectern.Database;
using Npgsql;

namespace Lectern.Migrations.Setup;

/// <summary>The progress of a copy.</summary>
/// <param name="Rows">The copied rows, without the header.</param>
/// <param name="Bytes">The bytes of the file that were written or read.</param>
/// <param name="TotalBytes">The size of the file; null if it is unknown before the end.</param>
public sealed record CopyProgress(long Rows, long Bytes, long? TotalBytes);

/// <summary>Copies the rows of a table to and from a CSV file (RFC 4180, UTF-8, with a header) with COPY.</summary>
/// <param name="connectionString">An Npgsql connection string of a role that may read or write the table.</param>
/// <param name="progress">Called from time to time.</param>
public sealed partial class TableCopy(string connectionString, Action<CopyProgress>? progress = null)
{
    /// <summary>Writes a table to a file. Until the file is complete, its name ends with <c>.partial</c>.</summary>
    /// <param name="table">The table, with its schema if that is not in the search path.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="cancellationToken">Stops at once; no file is created.</param>
    /// <returns>The number of written rows.</returns>
    /// <exception cref="MigrationException">There is no such table.</exception>
    /// <exception cref="NpgsqlException">The server refuses.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public long Export(string table, string path, CancellationToken cancellationToken = default)
    {
        using var connection = MigrationDatabase.Open(connectionString);
        string name = NameOf(connection, table);
        string partial = path + ".partial";
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
                // Without this, closing the reader would fetch the rest of the table.
                reader.Cancel();
                throw;
            }
        }

        File.Move(partial, path, overwrite: true);
        return rows.CountBelowHeader;
    }

    /// <summary>Adds the rows of a file to a table, all or none. The header names the columns.</summary>
    /// <param name="table">The table, with its schema if that is not in the search path.</param>
    /// <param name="cancellationToken">Stops at once; nothing is added.</param>
    /// <returns>The number of added rows.</returns>
    /// <exception cref="MigrationException">There is no such table, or the file has no header.</exception>
    /// <exception cref="NpgsqlException">The server refuses a row; no row is added.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public long Import(string table, string path, CancellationToken cancellationToken = default)
    {
        using var file = new StreamReader(path);
        string columns = file.ReadLine() is { Length: > 0 } header
            ? header
            : throw new MigrationException($"{path} has no header that names the columns.");
        using var connection = MigrationDatabase.Open(connectionString);
        using var transaction = connection.BeginTransaction();
        var rows = new CsvRows();
        // The server gets the header too and skips it, so that the line numbers of its errors are those of the file.
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
        char[] buffer = new char[bufferChars];
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

    // The server quotes the name, because COPY takes no parameters.
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

    // A quoted name of a CSV header is a valid quoted name of SQL: both double the quotes inside.
    private static string Columns(string header) => string.Join(", ", HeaderCell().Matches(header)
        .Select(cell => cell.Value.StartsWith('"') ? cell.Value : $"\"{cell.Value}\""));

    [GeneratedRegex("""
        "(?:[^"]|"")*"|[^,]+
        """)]
    private static partial Regex HeaderCell();
}
