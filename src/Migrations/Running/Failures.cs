using Npgsql;

namespace Lectern.Migrations;

/// <summary>Says where in the file a failure is.</summary>
internal static class Failures
{
    public static MigrationException Of(Script script, SqlSyntaxException exception)
    {
        var (line, column) = TextPosition.Of(script.Text, exception.Offset);
        var failure = new ScriptFailure
        {
            Script = script.Path,
            Line = line,
            Column = column,
            Message = exception.Message,
        };
        return new MigrationException(failure, exception);
    }

    public static MigrationException Of(Script script, Statement statement, NpgsqlException exception)
    {
        var server = exception as PostgresException;
        var inStatement = server is null ? 0 : TextPosition.OffsetOf(statement.Text, server.Position);
        var (line, column) = TextPosition.Of(script.Text, statement.Offset + inStatement);
        return new MigrationException(
            Describe(script, line, column, exception) with { Statement = statement.Text }, exception);
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
