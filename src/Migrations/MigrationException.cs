namespace Lectern.Migrations;

/// <summary>
/// The reason why a run stopped. <see cref="Exception.Message"/> is for the operator, the rest is for programs.
/// </summary>
public sealed class MigrationException : Exception
{
    /// <summary>A failure that belongs to no script.</summary>
    public MigrationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal MigrationException(ScriptFailure failure, Exception? innerException)
        : base(failure.ToString(), innerException) => Failure = failure;

    /// <summary>Where and how a script failed; null if the failure belongs to no script.</summary>
    public ScriptFailure? Failure { get; }
}
