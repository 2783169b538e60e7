using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>Creates exceptions that name the position in the file.</summary>
internal static class Failures
{
    /// <summary>A failure that the job found itself, not the server.</summary>
    public static MigrationException Of(Script script, int offset, string message)
    {
        var (line, column) = TextPosition.Of(script.Text, offset);
        return new MigrationException(
            new ScriptFailure { Script = script.Path, Line = line, Column = column, Message = message },
            innerException: null);
    }

    /// <exception cref="MigrationException">The script is not UTF-8.</exception>
    public static void RefuseOtherEncoding(Script script)
    {
        if (script.NotUtf8At is { } offset)
        {
            throw Of(script, offset, "is not UTF-8. Save the file as UTF-8.");
        }
    }

    /// <param name="leftover">A sentence on what the statement left in the database; null if it left nothing.</param>
    public static MigrationException Of(
        Script script, Statement statement, NpgsqlException exception, string? leftover = null)
    {
        int inStatement = exception is PostgresException server
            ? TextPosition.OffsetOf(statement.Text, server.Position)
            : 0;
        var (line, column) = TextPosition.Of(script.Text, statement.Offset + inStatement);
        var failure = Describe(script, line, column, exception);
        return new MigrationException(
            failure with { Statement = statement.Text, Hint = leftover ?? failure.Hint }, exception);
    }

    public static MigrationException AtCommit(Script script, NpgsqlException exception)
    {
        var (line, column) = TextPosition.Of(script.Text, script.Text.Length);
        var failure = Describe(script, line, column, exception);
        return new MigrationException(failure with { Message = $"at the commit: {failure.Message}" }, exception);
    }

    /// <summary>The same text as grate's, which is in journals and known to operators.</summary>
    public const string OneTimeScriptChanged =
        "Script has changed since the last time it was run. By default this is not allowed - scripts that run once "
        + "should never change. To change this behavior to a warning, please set WarnOnOneTimeScriptChanges to true "
        + "and run again. Stopping execution.";

    public static MigrationException Changed(Script script) => new(
        new ScriptFailure
        {
            Script = script.Path,
            Line = 1,
            Column = 1,
            Message = OneTimeScriptChanged,
            Hint = "Undo the edit and write a new script that changes what this one made. On your own machine, you can "
                + "run lectern db down --steps 1 after the undo and edit it then.",
        },
        innerException: null);

    private static ScriptFailure Describe(Script script, int line, int column, NpgsqlException exception)
    {
        var server = exception as PostgresException;
        return new ScriptFailure
        {
            Script = script.Path,
            Line = line,
            Column = column,
            Message = server is null
                ? $"the connection failed: {exception.Message}"
                : $"{server.SqlState}: {server.MessageText}",
            Hint = server?.Hint,
            Where = server?.Where,
            SqlState = server?.SqlState,
        };
    }
}
