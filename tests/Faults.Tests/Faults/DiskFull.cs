using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Faults;

/// <summary>
/// The disk of the server is full. Then someone makes room, and restarts the server, which may have ended.
/// </summary>
internal sealed class DiskFull : Fault
{
    public override string Name => "the disk is full";

    public override Topology Topology => Topology.SmallDisk;

    public override bool IsFinal => true;

    public override async Task HappenAsync(School school, CancellationToken token)
    {
        school.Disk!.Fill();
        await LastAsync(token);
        school.Disk.Free();
        await school.Primary.StartOnSamePortAsync(token);
    }
}
