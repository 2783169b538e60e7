using Lectern.Testing;

namespace Lectern.Docs.Tests.Following;

/// <summary>A block of a page that quotes a file of the checkout, which its fence names.</summary>
/// <param name="Path">The file, from the root of the checkout.</param>
/// <param name="Lines">The quoted lines without indentation. <c>…</c> stands for lines that are left out.</param>
internal sealed record Quotation(string Path, IReadOnlyList<string> Lines)
{
    public static bool IsQuoted(string path) => File.Exists(System.IO.Path.Combine(Repository.Root, path));

    /// <summary>The line that is not in the file, or not in this place; null if all are.</summary>
    public string? WrongLine()
    {
        string[] file = [.. File.ReadLines(System.IO.Path.Combine(Repository.Root, Path)).Select(line => line.Trim())];
        int next = 0;
        bool mayJump = true;
        foreach (string line in Lines)
        {
            if (line == "…")
            {
                mayJump = true;
                continue;
            }

            int found = Array.IndexOf(file, line, next);
            if (found < 0 || (!mayJump && found != next))
            {
                return line;
            }

            next = found + 1;
            mayJump = false;
        }

        return null;
    }
}
