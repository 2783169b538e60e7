namespace Lectern.Bench;

/// <summary>This program, which starts itself for its parts that need a process of their own.</summary>
internal static class ThisProgram
{
    public static string File { get; } = typeof(ThisProgram).Assembly.Location;
}
