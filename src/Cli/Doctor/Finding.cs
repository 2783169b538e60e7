namespace Lectern.Cli.Doctor;

/// <summary>What a step found; <see cref="StepReport"/> adds the step's name and duration.</summary>
internal sealed record Finding(Verdict Verdict, string Text, string? Remedy)
{
    public static Finding Ok(string text) => new(Verdict.Ok, text, Remedy: null);

    public static Finding Warning(string text, string remedy) => new(Verdict.Warning, text, remedy);

    public static Finding Fault(string text, string remedy) => new(Verdict.Fault, text, remedy);

    public static Finding Skipped(string text) => new(Verdict.Skipped, text, Remedy: null);
}
