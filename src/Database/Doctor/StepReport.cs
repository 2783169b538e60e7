namespace Lectern.Database.Doctor;

/// <summary>How a step ended.</summary>
public enum Verdict
{
    /// <summary>Nothing is wrong.</summary>
    Ok,

    /// <summary>It works, and something about it will hurt one day.</summary>
    Warning,

    /// <summary>This is the fault.</summary>
    Fault,

    /// <summary>Not looked at, because a step that it needs found a fault, or there was nothing to look at.</summary>
    Skipped,
}

/// <summary>What a step found.</summary>
/// <param name="Step">Its name, as in docs/doctor.md.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Finding">What it saw, in a sentence; never with a password.</param>
/// <param name="Remedy">What to do, in a sentence; null where there is nothing to do.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record StepReport(string Step, Verdict Verdict, string Finding, string? Remedy, double DurationMs);
