namespace Lectern.Migrations.Scripts;

/// <summary>What must hold of the names of scripts before any of them runs.</summary>
internal static class ScriptNames
{
    /// <summary>
    /// The journal knows a script by its name without its folder:
    /// of two with one name the second would never run, or be "changed" for ever.
    /// </summary>
    public static void RefuseDuplicates(IEnumerable<Script> scripts)
    {
        if (scripts.GroupBy(script => script.Name, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Skip(1).Any()) is { } duplicates)
        {
            throw new MigrationException(
                $"{string.Join(" and ", duplicates.Select(script => script.Path))} are one script to the journal, "
                + "which keeps names without folders: rename one that has not run anywhere.");
        }
    }
}
