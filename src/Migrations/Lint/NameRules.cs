using Lectern.Migrations.Scripts;

namespace Lectern.Migrations.Lint;

/// <summary>Finds names that sort differently on other systems, or that are the same in the journal.</summary>
internal static class NameRules
{
    private const int LongestNameChars = 255;

    /// <returns>Rule, script and message for every wrong name.</returns>
    public static IEnumerable<(string Rule, string Script, string Message)> Check(IReadOnlyList<Script> scripts) =>
        [.. DuplicateNames(scripts), .. Numbers(scripts), .. Lengths(scripts), .. Orders(scripts)];

    private static IEnumerable<(string Rule, string Script, string Message)> DuplicateNames(
        IEnumerable<Script> scripts) =>
        from same in scripts.GroupBy(script => script.Name, StringComparer.Ordinal)
        from script in same.Skip(1)
        select ("duplicate-name", script.Path, $"the journal cannot tell it from {same.First().Path}: rename one.");

    private static IEnumerable<(string Rule, string Script, string Message)> Numbers(IEnumerable<Script> scripts)
    {
        Script? last = null;
        foreach (var script in scripts.Where(script => script.IsOneTime && script.Number is not null))
        {
            int order = last is null ? -1 : ScriptNumber.Compare(last.Number!, script.Number!);
            if (order == 0 && last!.Name != script.Name)
            {
                yield return ("duplicate-number", script.Path, $"{last.Name} has this number too.");
            }
            else if (order > 0)
            {
                yield return (
                    "number-order", script.Path, $"runs behind {last!.Name}: write all numbers equally long.");
            }

            last = script;
        }
    }

    private static IEnumerable<(string Rule, string Script, string Message)> Lengths(IEnumerable<Script> scripts) =>
        from script in scripts
        where script.Name.Length > LongestNameChars
        select ("name-length", script.Path, $"the journal keeps {LongestNameChars} characters of a name.");

    private static IEnumerable<(string Rule, string Script, string Message)> Orders(IReadOnlyList<Script> scripts)
    {
        foreach (var script in scripts.Where(script => script.Name.Any(c =>
            !char.IsAscii(c) || char.IsAsciiLetterUpper(c) && !IsMarker(script.Name))))
        {
            yield return ("name-order", script.Path, "cultures sort it differently: lower-case ASCII, digits, '_'.");
        }

        foreach (var (first, second) in scripts.Zip(scripts.Skip(1))
            .Where(pair => pair.First.Folder == pair.Second.Folder))
        {
            if (!SortsAlikeEverywhere(first.Name, second.Name))
            {
                yield return ("name-order", second.Path,
                    $"cultures do not agree whether it runs behind {first.Name}: let a digit or a letter decide.");
            }
        }
    }

    // grate's own markers are upper-case by convention. They do not decide the order of names that differ before them.
    private static bool IsMarker(string name) =>
        name.Contains(".ENV.", StringComparison.Ordinal) || name.Contains("EVERYTIME", StringComparison.Ordinal);

    // In every culture digits sort before letters, and both in their order, except aa, which is å in Danish. Some
    // cultures ignore all other characters.
    private static bool SortsAlikeEverywhere(string first, string second)
    {
        int at = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        if (at >= first.Length || at >= second.Length || IsInAnotherFolder(first, second, at))
        {
            return true;
        }

        return char.IsAsciiLetterOrDigit(first[at]) && char.IsAsciiLetterOrDigit(second[at])
            && IsDoubleA(first, at) == IsDoubleA(second, at);
    }

    // The files of a folder run before its subfolders, with any names.
    private static bool IsInAnotherFolder(string first, string second, int at) =>
        first.AsSpan(at).Contains('/') != second.AsSpan(at).Contains('/');

    private static bool IsDoubleA(string name, int at) =>
        name[at] == 'a' && ((at > 0 && name[at - 1] == 'a') || (at + 1 < name.Length && name[at + 1] == 'a'));
}
