using System.CommandLine;

namespace Lectern.Bench.Scaling;

/// <summary>What docs/scaling.md is measured with.</summary>
internal static class ScalingCommand
{
    public static Command Create() => new("scaling", "How the parts grow: docs/scaling.md.")
    {
        NotifyCommand.Create(), FleetCommand.Create(),
    };

    /// <summary>How long each measurement takes.</summary>
    public static Option<int> Seconds(int otherwise) => new("--seconds")
    {
        Description = "How long each measurement takes",
        DefaultValueFactory = _ => otherwise,
    };
}
