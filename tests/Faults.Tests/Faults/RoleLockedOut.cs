using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The role of the instances may not sign in, as during a change of its password.</summary>
internal sealed class RoleLockedOut : Fault
{
    public override string Name => "the role is locked out";

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        school.Execute("alter role lectern_app nologin");
        Backends.Terminate(school);
        await LastAsync(token);
        school.Execute("alter role lectern_app login");
    }
}
