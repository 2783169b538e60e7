using System.CommandLine;
using Lectern.Bench;
using Lectern.Bench.Comparing;
using Lectern.Bench.Driving;
using Lectern.Bench.Profiling;
using Lectern.Bench.Scaling;

var root = new RootCommand(
    "Measures Lectern on this machine, with a PostgreSQL of its own. Compare figures of one run only.")
{
    CompareCommand.Create(), ProfileCommand.Create(), ServeCommand.Create(), DriveCommand.Create(),
    ScalingCommand.Create(), PlanCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
