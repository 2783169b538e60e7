using Lectern.Faults.Tests.Schools;
using Lectern.LocalPostgres;
using Lectern.Testing;

namespace Lectern.Faults.Tests.Faults;

/// <summary>A deployment of a new build: it changes a table in use, then it replaces the instances.</summary>
internal sealed class NewBuildDeployed : Fault
{
    public override string Name => "a new build is deployed";

    private const string Script = """
        alter table students add column nickname text not null default '';
        create index students_nickname on students (nickname);
        """;

    public override bool StopsInstances => true;

    public override bool IsFinal => true;

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        using var scripts = ScriptsFolder.CopyOf(Path.Combine(AppContext.BaseDirectory, "db"))
            .Write(Path.Combine("up", "9000_new_build.sql"), Script);
        string owner = school.ConnectionString(SchoolDatabase.OwnerRole);
        var result = await Task.Run(() => scripts.Migrate(owner), token);
        Assert.NotEmpty(result.ScriptsRun);
        await new RollingRestart().HappenAsync(school, token);
    }
}
