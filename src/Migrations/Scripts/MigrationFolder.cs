namespace Lectern.Migrations.Scripts;

/// <summary>When the scripts of a folder run.</summary>
public enum ScriptKind
{
    /// <summary>Once; a later change of the file is an error.</summary>
    Once,

    /// <summary>When the script is new or its text has changed.</summary>
    Anytime,

    /// <summary>In every run.</summary>
    Everytime,
}

/// <summary>A folder of grate's layout.</summary>
internal sealed record MigrationFolder(string Name, ScriptKind Kind)
{
    public const string Up = "up";
    public const string Down = "down";
    public const string CreateDatabase = "createDatabase";
    public const string RunAfterCreateDatabase = "runAfterCreateDatabase";

    /// <summary>
    /// The folders in grate's order, without <c>createDatabase</c>, which <c>init</c> runs on another database. grate
    /// runs <c>alterDatabase</c> on the database <c>postgres</c>. This job runs it on the migrated database, so that
    /// the script commits together with its journal row; ALTER DATABASE … SET works there too.
    /// </summary>
    public static readonly IReadOnlyList<MigrationFolder> InRunOrder =
    [
        new("beforeMigration", ScriptKind.Everytime),
        new("alterDatabase", ScriptKind.Anytime),
        new(RunAfterCreateDatabase, ScriptKind.Anytime),
        new("runBeforeUp", ScriptKind.Anytime),
        new(Up, ScriptKind.Once),
        new("runFirstAfterUp", ScriptKind.Anytime),
        new("functions", ScriptKind.Anytime),
        new("views", ScriptKind.Anytime),
        new("sprocs", ScriptKind.Anytime),
        new("triggers", ScriptKind.Anytime),
        new("indexes", ScriptKind.Anytime),
        new("runAfterOtherAnyTimeScripts", ScriptKind.Anytime),
        new("permissions", ScriptKind.Everytime),
        new("afterMigration", ScriptKind.Everytime),
    ];

    public bool RunsBeforeUp => InRunOrder.TakeWhile(folder => folder.Name != Up).Contains(this);
}
