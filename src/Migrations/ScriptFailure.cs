using System.Text;

namespace Lectern.Migrations;

/// <summary>Where and how a script failed.</summary>
public sealed record ScriptFailure
{
    // A statement of a data script may have megabytes: enough of it to recognise, in characters.
    private const int ShownStatementChars = 2_000;

    /// <summary>Folder and name, with <c>/</c>.</summary>
    public required string Script { get; init; }

    /// <summary>The line in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column in the line, from 1, in code points.</summary>
    public required int Column { get; init; }

    /// <summary>What went wrong: the server's message with its SQLSTATE, or the job's own.</summary>
    public required string Message { get; init; }

    /// <summary>The statement; empty when it is the script as a whole.</summary>
    public string Statement { get; init; } = string.Empty;

    /// <summary>The server's hint, or the job's.</summary>
    public string? Hint { get; init; }

    /// <summary>Where inside a function or a COPY the server was.</summary>
    public string? Where { get; init; }

    /// <summary>The SQLSTATE; null when it is not the server that refused.</summary>
    public string? SqlState { get; init; }

    /// <summary>All of it as an operator reads it: <c>folder/name:line:column: message</c>, statement, hint.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Script}:{Line}:{Column}: {Message}");
        var shown = Math.Min(Statement.Length, ShownStatementChars);
        Append(text, "STATEMENT", Statement[..shown].TrimEnd());
        Append(text, "CONTEXT", Where);
        Append(text, "HINT", Hint);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append('\n').Append(label).Append(": ").Append(value);
        }
    }
}
