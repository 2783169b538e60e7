namespace Lectern.Functions.Tutors;

/// <summary>That a tutor teaches a student.</summary>
public sealed record TutorStudent(Guid TutorId, Guid StudentId) : IVersionedRow
{
    /// <summary>The version of every link: it is there or not, and never another.</summary>
    [JsonIgnore]
    public int Version { get; } = 1;
}

/// <summary>What became of a request to link a tutor and a student.</summary>
public enum LinkOutcome
{
    Made,
    Present,
    NoTutor,
    NoStudent,

    /// <summary>If-Match does not name the present version.</summary>
    Stale,
}
