using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Lectern.Database;
using Npgsql;

namespace Lectern.Migrations;

/// <summary>Moves the rows of a table to and from a CSV file (RFC 4180, UTF-8, with a header), by COPY.</summary>
/// <param name="connectionString">An Npgsql connection string of a role that may read or write the table.</param>
/// <param name="progress">Told the characters moved so far, now and then.</param>
public sealed partial class TableCopy(string connectionString, Action<long>? progress = null)
{
    private const int BufferChars = 64 * 1024;

    /// <summary>Writes a table to a file; until it is complete, the file has the ending <c>.partial</c>.</summary>
    /// <param name="table">The table, with its schema where the search path does not lead to it.</param>
    /// <param name="path">The file; an older one of that name is replaced.</param>
    /// <returns>How many characters were written.</returns>
    /// <exception cref="MigrationException">There is no such table.</exception>
    /// <exception cref="NpgsqlException">The server refuses.</exception>
    public long Export(string table, string path)
    {
        using var connection = MigrationDatabase.Open(connectionString);
        var partial = path + ".partial";
        long count;
        using (var reader = connection.BeginTextExport($"copy {NameOf(connection, table)} to stdout (format csv, header)"))
        using (var file = new StreamWriter(partial, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            count = Move(reader, file);
        }

        File.Move(partial, path, overwrite: true);
        return count;
    }

    /// <summary>Adds the rows of a file to a table, all or none; the header says which columns.</summary>
    /// <param name="table">The table, with its schema where the search path does not lead to it.</param>
    /// <param name="path">The file.</param>
    /// <returns>How many characters were read.</returns>
    /// <exception cref="MigrationException">There is no such table, or the file has no header.</exception>
    /// <exception cref="NpgsqlException">The server refuses a row: nothing was added.</exception>
    public long Import(string table, string path)
    {
        using var connection = MigrationDatabase.Open(connectionString);
        using var file = new StreamReader(path);
        var columns = file.ReadLine() is { Length: > 0 } header
            ? header
            : throw new MigrationException($"{path} has no header that names the columns.");
        using var transaction = connection.BeginTransaction();
        long count;
        using (var writer = connection.BeginTextImport(
            $"copy {NameOf(connection, table)} ({Columns(columns)}) from stdin (format csv)"))
        {
            count = Move(file, writer);
        }

        transaction.Commit();
        return count;
    }

    private long Move(TextReader from, TextWriter to)
    {
        var buffer = ArrayPool<char>.Shared.Rent(BufferChars);
        long count = 0;
        int read;
        while ((read = from.Read(buffer, 0, buffer.Length)) > 0)
        {
            to.Write(buffer, 0, read);
            count += read;
            progress?.Invoke(count);
        }

        ArrayPool<char>.Shared.Return(buffer);
        return count;
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
