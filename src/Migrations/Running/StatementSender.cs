using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>Sends one statement to the server unchanged.</summary>
internal static class StatementSender
{
    /// <summary>
    /// Sends a statement, waits for its end and discards its rows. Only a batch command without parameters reaches the
    /// server unchanged: Npgsql splits a plain command at semicolons and does not know BEGIN ATOMIC.
    /// </summary>
    public static void Send(NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken)
    {
        if (statement.CopyData is { } data)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Copy(connection, statement.Text, data);
        }
        else
        {
            Send(connection, statement.Text, cancellationToken);
        }
    }

    /// <summary>Sends one statement that is not COPY.</summary>
    public static void Send(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(sql) } };
        using var registration = cancellationToken.Register(batch.Cancel);
        try
        {
            batch.ExecuteNonQuery();
        }
        catch (PostgresException exception)
            when (exception.SqlState == PostgresErrorCodes.QueryCanceled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }

    // Npgsql requires the word COPY first, but a comment can precede it.
    private static void Copy(NpgsqlConnection connection, string sql, string data)
    {
        int start = SqlLexer.Tokens(sql).First(token => token.IsCode).Start;
        using var writer = connection.BeginTextImport(sql[start..]);
        writer.Write(data);
    }
}
