using System.Net.Sockets;
using Lectern.Migrations;
using Npgsql;

namespace Lectern.Cli.Features;

/// <summary>Why a command failed, for programs.</summary>
/// <param name="Kind">
/// refused (the command would not begin or end well), script, server (it answered with an error), connection, file,
/// interrupted.
/// </param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do about it; null where nobody can say.</param>
/// <param name="Script">Where a script failed; null unless it is one.</param>
internal sealed record CommandError(string Kind, string Problem, string? Remedy = null, ScriptFailure? Script = null)
{
    /// <returns>Null where the exception is no failure of the command, but a mistake in it.</returns>
    public static CommandError? Of(Exception exception) => exception switch
    {
        MigrationException { Failure: { } failure } => new("script", failure.Message, failure.Hint, failure),
        MigrationException => new("refused", exception.Message),
        PostgresException server => new("server", Server(server), server.Hint ?? RemedyOf(server.SqlState)),
        SocketException => new("connection", $"The server's host cannot be found: {exception.Message}"),
        NpgsqlException or TimeoutException => new("connection", Innermost(exception)),
        OperationCanceledException =>
            new("interrupted", "Stopped. What was done before stays; what was begun is undone."),
        IOException or UnauthorizedAccessException => new("file", exception.Message),
        _ => null,
    };

    /// <summary>For people.</summary>
    public override string ToString() =>
        Script?.ToString() ?? (Remedy is null ? Problem : $"{Problem}\nHINT: {Remedy}");

    // Where says the line of a file that COPY reads; details are left out, as they hold rows.
    private static string Server(PostgresException exception) => exception.Where is { Length: > 0 } where
        ? $"{exception.SqlState}: {exception.MessageText}\nCONTEXT: {where}"
        : $"{exception.SqlState}: {exception.MessageText}";

    private static string? RemedyOf(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName => "lectern db init makes the database.",
        PostgresErrorCodes.InsufficientPrivilege => "The role of the URL may not do this: use one that may.",
        _ => null,
    };

    private static string Innermost(Exception exception) => exception.InnerException is { } inner
        ? $"{exception.Message}: {inner.Message}"
        : exception.Message;
}
