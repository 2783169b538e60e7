namespace Lectern.Migrations;

/// <summary>
/// Why a run stopped. <see cref="Exception.Message"/> is what an operator reads; the rest is for programs.
/// </summary>
public sealed class MigrationException : Exception
{
    /// <summary>A failure that is no one script's.</summary>
    public MigrationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal MigrationException(ScriptFailure failure, Exception? innerException)
        : base(failure.ToString(), innerException)
    {
        Failure = failure;
    }

    /// <summary>Where and how a script failed; null where the failure is no one script's.</summary>
    public ScriptFailure? Failure { get; }
}
