using Lectern.Migrations.Scripts;

namespace Lectern.Migrations.Running;

/// <summary>The reason why a script runs or is refused.</summary>
internal enum PlanReason
{
    New,
    Changed,
    Everytime,

    /// <summary>A one-time script that has changed since it ran.</summary>
    ChangedOneTime,
}

/// <summary>A script of the plan.</summary>
internal sealed record PlannedScript(Script Script, PlanReason Reason)
{
    public string Explanation => Reason switch
    {
        PlanReason.New => "new",
        PlanReason.Everytime => "runs every time",
        PlanReason.ChangedOneTime => "changed since it ran, although it runs one time",
        _ => "changed",
    };
}

/// <summary>Selects the scripts to run, by grate's rules, from the hashes in the journal.</summary>
internal static class Plan
{
    /// <returns>The scripts in order. The caller handles <see cref="PlanReason.ChangedOneTime"/>.</returns>
    public static IReadOnlyList<PlannedScript> Of(
        IEnumerable<Script> scripts, IReadOnlyDictionary<string, string> hashes, MigrationOptions options) =>
        [
            .. scripts.Where(script => IsConcerned(script, options))
                .Select(script => Decide(script, hashes))
                .OfType<PlannedScript>(),
        ];

    /// <returns>The new one-time scripts whose number is below one that has run.</returns>
    public static IEnumerable<Script> OutOfOrder(
        IEnumerable<PlannedScript> plan, IReadOnlyDictionary<string, string> hashes)
    {
        var numbers = hashes.Keys.Select(ScriptNumber.Of).OfType<string>().ToList();
        return plan.Where(planned => planned.Reason == PlanReason.New && planned.Script.IsOneTime)
            .Select(planned => planned.Script)
            .Where(script => script.Number is { } number
                && numbers.Exists(other => ScriptNumber.Compare(other, number) > 0));
    }

    private static PlannedScript? Decide(Script script, IReadOnlyDictionary<string, string> hashes)
    {
        bool ran = hashes.TryGetValue(script.Name, out string? hash);
        if (script.Kind == ScriptKind.Everytime)
        {
            return new PlannedScript(script, PlanReason.Everytime);
        }

        if (!ran)
        {
            return new PlannedScript(script, PlanReason.New);
        }

        return hash == script.Hash
            ? null
            : new PlannedScript(
                script, script.Kind == ScriptKind.Once ? PlanReason.ChangedOneTime : PlanReason.Changed);
    }

    private static bool IsConcerned(Script script, MigrationOptions options) =>
        (options.DatabaseWasCreated || script.Folder.Name != MigrationFolder.RunAfterCreateDatabase)
        && (options.To is null || IsUpTo(script, options.To));

    // The folders after up may need objects of scripts above the limit.
    private static bool IsUpTo(Script script, string to) => script.IsOneTime
        ? script.Number is null || ScriptNumber.Compare(script.Number, to) <= 0
        : script.Folder.RunsBeforeUp;
}
