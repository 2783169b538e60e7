namespace Lectern.Cli.Doctor;

/// <summary>How a step ended.</summary>
internal enum Verdict
{
    Ok,

    /// <summary>It works, but should be changed.</summary>
    Warning,

    /// <summary>It does not work, or it will fail under load.</summary>
    Fault,

    /// <summary>The step did not run: a step that it needs did not pass, or it does not apply here.</summary>
    Skipped,
}

/// <summary>What a step found.</summary>
/// <param name="Step">Its name, as in docs/doctor.md.</param>
/// <param name="Finding">The result, in a sentence that never contains a password.</param>
/// <param name="Remedy">What to do, in a sentence; null if nothing is to be done.</param>
internal sealed record StepReport(string Step, Verdict Verdict, string Finding, string? Remedy, double DurationMs);
