using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>Sends one statement to the server as it stands.</summary>
internal static class StatementSender
{
    /// <summary>
    /// Sends a statement and waits for its end; rows it returns are dropped. A batch command without
    /// parameters is the one form that Npgsql passes on unread: a plain command is cut at semicolons,
    /// and its cutter knows no BEGIN ATOMIC.
    /// </summary>
    public static void Send(NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (statement.CopyData is { } data)
        {
            Copy(connection, statement.Text, data);
            return;
        }

        using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(statement.Text) } };
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

    // Npgsql wants the word COPY first; a comment may stand before it.
    private static void Copy(NpgsqlConnection connection, string sql, string data)
    {
        var start = SqlLexer.Tokens(sql).First(token => token.IsCode).Start;
        using var writer = connection.BeginTextImport(sql[start..]);
        writer.Write(data);
    }
}
