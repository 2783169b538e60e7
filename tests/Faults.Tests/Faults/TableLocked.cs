using Lectern.Faults.Tests.Schools;
using Lectern.Testing;

namespace Lectern.Faults.Tests.Faults;

/// <summary>Someone locks a table for longer than a statement may wait.</summary>
internal sealed class TableLocked : Fault
{
    public override string Name => "a table is locked";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        await using var connection = Sql.Open(school.Superuser);
        Sql.Execute(connection, "begin; lock table students in access exclusive mode");
        await Task.Delay(Duration, token);
        Sql.Execute(connection, "rollback");
    }
}
