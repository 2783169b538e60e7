namespace Lectern.Cli.Doctor;

/// <summary>The one-time scripts of a scripts folder.</summary>
internal static class UpScripts
{
    /// <summary>Their names as in the journal: the path below <c>up/</c>, with <c>/</c>.</summary>
    /// <returns>Null if there is no such folder. Scripts for a single environment are left out.</returns>
    public static IReadOnlyList<string>? NamesIn(string scriptsFolder)
    {
        string up = Path.Combine(scriptsFolder, "up");
        return Directory.Exists(up)
            ? [.. Directory.EnumerateFiles(up, "*.sql", SearchOption.AllDirectories)
                .Where(file => !Path.GetFileName(file).Contains(".ENV.", StringComparison.OrdinalIgnoreCase))
                .Select(file => Path.GetRelativePath(up, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal)]
            : null;
    }
}
