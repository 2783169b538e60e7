using Lectern.Migrations;

namespace Lectern.Testing;

/// <summary>The schema of <c>db/</c>, built by the shipped migration job.</summary>
public static class SchoolSchema
{
    /// <summary>Migrates a database to the schema of this build, without demo data.</summary>
    public static void Migrate(string ownerConnectionString) => new MigrationJob(new()
    {
        ScriptsFolder = Path.Combine(AppContext.BaseDirectory, "db"),
    }).Run(ownerConnectionString);
}
