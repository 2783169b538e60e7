using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;
using Npgsql;

namespace Lectern.Migrations.Running;

/// <summary>Says where in the file a failure is.</summary>
internal static class Failures
{
    /// <summary>The job's own objection to a place in a script.</summary>
    public static MigrationException Of(Script script, int offset, string message)
    {
        var (line, column) = TextPosition.Of(script.Text, offset);
        return new MigrationException(
            new ScriptFailure { Script = script.Path, Line = line, Column = column, Message = message },
            innerException: null);
    }

    /// <param name="script">The script.</param>
    /// <param name="statement">The statement that the server refused.</param>
    /// <param name="exception">What it said.</param>
    /// <param name="leftover">What the statement left behind; null where nothing is.</param>
    public static MigrationException Of(
        Script script, Statement statement, NpgsqlException exception, string? leftover = null)
    {
        var server = exception as PostgresException;
        var inStatement = server is null ? 0 : TextPosition.OffsetOf(statement.Text, server.Position);
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

    /// <summary>The same words as grate's, which are in journals and in the heads of those who read them.</summary>
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
            Hint = "Undo the edit and write a new script that changes what this one made.",
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
