using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>The server refuses to write, as a managed server does whose disk is nearly full.</summary>
internal sealed class ServerReadOnly : Fault
{
    public override string Name => "the server is read-only";

    private const string Reload = "select pg_reload_conf()";

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        school.Execute("alter system set default_transaction_read_only = on", Reload);
        await LastAsync(token);
        school.Execute("alter system reset default_transaction_read_only", Reload);
    }
}
