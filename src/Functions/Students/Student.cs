using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Subscriptions;

namespace Lectern.Functions.Students;

/// <summary>A student, as the API answers it.</summary>
public sealed record Student : IRow
{
    /// <summary>UUIDv7, given by the server.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name, as the family writes it.</summary>
    public required string FullName { get; init; }

    /// <summary>Unique in the school without regard to case.</summary>
    public required string Email { get; init; }

    /// <summary>The school year, 1 to 13.</summary>
    public short? Grade { get; init; }

    /// <summary>The day of birth.</summary>
    public DateOnly? DateOfBirth { get; init; }

    /// <summary>Whether the student is taught at present.</summary>
    public bool IsActive { get; init; }

    /// <summary>The student's login.</summary>
    public Guid? UserId { get; init; }

    /// <summary>When the row was made.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When the row was last changed.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>Counted up by every change; the caller sees it as the ETag.</summary>
    [JsonIgnore]
    public int Version { get; init; }
}

/// <summary>What a caller writes of a student.</summary>
public record StudentInput
{
    /// <summary>A body that works, for the reference page.</summary>
    public const string Example = """{"fullName":"Ada Lovelace","email":"ada@example.org","grade":7}""";

    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <inheritdoc cref="Student.FullName"/>
    [Text(MaxNameLength)]
    public required string FullName { get; init; }

    /// <inheritdoc cref="Student.Email"/>
    [Email]
    public required string Email { get; init; }

    /// <inheritdoc cref="Student.Grade"/>
    [Range(1, 13, ErrorMessage = "must be from {1} to {2}")]
    public short? Grade { get; init; }

    /// <inheritdoc cref="Student.DateOfBirth"/>
    [Calendar]
    public DateOnly? DateOfBirth { get; init; }

    /// <inheritdoc cref="Student.IsActive"/>
    public bool IsActive { get; set; } = true;

    /// <inheritdoc cref="Student.UserId"/>
    public Guid? UserId { get; init; }
}

/// <summary>What a caller writes of a student that is new: also what is made together with it.</summary>
public sealed record StudentCreation : StudentInput
{
    /// <summary>The most tutors that a student can be made with.</summary>
    public const int MaxTutors = 100;

    /// <summary>The tutors who teach the student from the start.</summary>
    [MaxLength(MaxTutors, ErrorMessage = "must have at most {1} ids")]
    public Guid[] TutorIds { get; set; } = [];

    /// <summary>A first subscription.</summary>
    public SubscriptionTerms? Subscription { get; init; }
}

/// <summary>Which students a list shows; what is null lets all through.</summary>
/// <param name="Active">Taught at present or not.</param>
/// <param name="Grade">The school year.</param>
/// <param name="TutorId">Taught by this tutor.</param>
/// <param name="Q">A part of the name or of the e-mail address, without regard to case.</param>
public sealed record StudentFilter(bool? Active, int? Grade, Guid? TutorId, string? Q);
