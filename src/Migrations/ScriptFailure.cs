using System.Text;

namespace Lectern.Migrations;

/// <summary>Where and how a script failed.</summary>
public sealed record ScriptFailure
{
    // A statement of a data script can have megabytes. These characters are enough to recognize it.
    private const int ShownStatementChars = 2_000;

    /// <summary>Folder and name of the script, with <c>/</c>.</summary>
    public required string Script { get; init; }

    /// <summary>The line in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column in the line, from 1, in code points.</summary>
    public required int Column { get; init; }

    /// <summary>The server's message with its SQLSTATE, or the job's own message.</summary>
    public required string Message { get; init; }

    /// <summary>The statement; empty if the whole script failed.</summary>
    public string Statement { get; init; } = string.Empty;

    /// <summary>The server's hint, or the job's.</summary>
    public string? Hint { get; init; }

    /// <summary>The server's position inside a function or a COPY.</summary>
    public string? Where { get; init; }

    /// <summary>The SQLSTATE; null if the failure is not the server's.</summary>
    public string? SqlState { get; init; }

    /// <summary>The text for the operator: <c>folder/name:line:column: message</c>, statement, hint.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Script}:{Line}:{Column}: {Message}");
        int shown = Math.Min(Statement.Length, ShownStatementChars);
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
