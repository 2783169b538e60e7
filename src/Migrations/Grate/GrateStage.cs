using Lectern.Migrations.Running;
using Lectern.Migrations.Scripts;

namespace Lectern.Migrations.Grate;

/// <summary>
/// Scripts that one run of grate applies. With <c>--transaction</c>, a failing script leaves nothing of its stage. That
/// option is not possible for every script: CREATE INDEX CONCURRENTLY refuses a transaction, and grate runs the first
/// and the last folders on other connections, which do not see the tables of an open transaction.
/// </summary>
internal sealed record GrateStage(bool IsTransaction, IReadOnlyList<Script> Scripts)
{
    private static readonly string[] OtherConnections =
        ["beforeMigration", "alterDatabase", "permissions", "afterMigration"];

    /// <summary>In the order of the scripts. Each script without a transaction is a stage of its own.</summary>
    public static IReadOnlyList<GrateStage> Of(IEnumerable<PlannedScript> planned)
    {
        var stages = new List<(bool IsTransaction, bool IsAlone, List<Script> Scripts)>();
        foreach (var script in planned.Select(step => step.Script))
        {
            bool isAlone = script.IsWithoutTransaction;
            bool isTransaction = !isAlone && !OtherConnections.Contains(script.Folder.Name);
            if (stages.Count == 0 || isAlone || stages[^1].IsAlone || stages[^1].IsTransaction != isTransaction)
            {
                stages.Add((isTransaction, isAlone, []));
            }

            stages[^1].Scripts.Add(script);
        }

        return [.. stages.Select(stage => new GrateStage(stage.IsTransaction, stage.Scripts))];
    }

    /// <summary>Copies the files with their names and texts, so that grate computes the same hashes.</summary>
    public void CopyTo(string folder, string scriptsFolder)
    {
        foreach (var script in Scripts)
        {
            string copy = Path.Combine(folder, script.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(scriptsFolder, script.Path), copy);
        }
    }
}
