using System.Text.Json.Serialization;
using Lectern.Functions.Http;

namespace Lectern.Functions.Tutors;

/// <summary>That a tutor teaches a student.</summary>
/// <param name="TutorId">The tutor.</param>
/// <param name="StudentId">The student.</param>
public sealed record TutorStudent(Guid TutorId, Guid StudentId) : IVersionedRow
{
    /// <summary>The version of every link: it is there or not, and never another.</summary>
    [JsonIgnore]
    public int Version { get; } = 1;
}

/// <summary>What became of the wish that a link be there.</summary>
public enum LinkOutcome
{
    /// <summary>It was made.</summary>
    Made,

    /// <summary>It was there.</summary>
    Present,

    /// <summary>The tutor is not there.</summary>
    NoTutor,

    /// <summary>The student is not there.</summary>
    NoStudent,

    /// <summary>The caller wished it only for a version that is not the present one.</summary>
    Stale,
}
