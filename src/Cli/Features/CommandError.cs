using System.ComponentModel;
using System.Net.Sockets;
using Azure.Identity;
using Lectern.Database;
using Lectern.Migrations;
using Npgsql;

namespace Lectern.Cli.Features;

/// <summary>The reason why a command failed, for programs.</summary>
/// <param name="Kind">
/// refused (the command did not start or did not succeed), script, server (it answered with an error), connection,
/// file, interrupted, internal (a mistake in this program).
/// </param>
/// <param name="Remedy">What to do; null if that is unknown.</param>
/// <param name="Script">Where a script failed; null for other failures.</param>
internal sealed record CommandError(string Kind, string Problem, string? Remedy = null, ScriptFailure? Script = null)
{
    /// <summary>What to do if Entra ID gives no token.</summary>
    public const string TokenRemedy =
        "Give this machine an identity, or sign in with az login, or unset DATABASE_AUTH.";

    private const string ConnectionRemedy =
        "Run lectern doctor: it tries the host's name, the port, TLS and the login one after the other.";

    public static CommandError Of(Exception exception) => exception switch
    {
        MigrationException { Failure: { } failure } => new("script", failure.Message, failure.Hint, failure),
        MigrationException => new("refused", exception.Message),
        PostgresException server => new("server", Server(server), server.Hint ?? RemedyOf(server.SqlState)),
        AuthenticationFailedException => new("connection", TokenProblem(exception), TokenRemedy),
        SettingException => new("refused", exception.Message),
        SocketException
            or NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } =>
            new("connection", $"The server's host cannot be found: {exception.Message}", ConnectionRemedy),
        Win32Exception => new("refused", $"A program cannot be started: {exception.Message}"),
        NpgsqlException or TimeoutException => new("connection", Innermost(exception), ConnectionRemedy),
        OperationCanceledException =>
            new("interrupted", "Stopped. What was done before stays; what was begun is undone."),
        IOException or UnauthorizedAccessException => new("file", exception.Message),
        _ => new(
            "internal",
            $"{exception.GetType()}: {exception.Message}",
            $"Please report it, with:\n{exception.StackTrace}"),
    };

    /// <summary>Why there is no token, in one line. Azure.Identity names each way that it tried on a line.</summary>
    public static string TokenProblem(Exception exception) =>
        $"Entra ID gives no token: {exception.Message.Split('\n', 2)[0].TrimEnd()}";

    /// <summary>The text for people.</summary>
    public override string ToString() =>
        Script?.ToString() ?? (Remedy is null ? Problem : $"{Problem}\nHINT: {Remedy}");

    // Where has the line of the file that COPY reads. Details are left out because they quote rows.
    private static string Server(PostgresException exception) => exception.Where is { Length: > 0 } where
        ? $"{exception.SqlState}: {exception.MessageText}\nCONTEXT: {where}"
        : $"{exception.SqlState}: {exception.MessageText}";

    private static string? RemedyOf(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName => "lectern db init makes the database.",
        PostgresErrorCodes.InsufficientPrivilege =>
            "The role of the URL may not do this. Migrations need the role that owns the schema (lectern_owner).",
        _ => null,
    };

    private static string Innermost(Exception exception) => exception.InnerException is { } inner
        && inner.Message != exception.Message
        ? $"{exception.Message}: {inner.Message}"
        : exception.Message;
}
