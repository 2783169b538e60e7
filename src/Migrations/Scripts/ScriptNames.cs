namespace Lectern.Migrations.Scripts;

/// <summary>Checks the names of the scripts before any of them runs.</summary>
internal static class ScriptNames
{
    /// <summary>
    /// The journal has the names of scripts without their folders. Of two scripts with one name, the second would never
    /// run, or would always count as changed.
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
