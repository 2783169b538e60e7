using Lectern.Functions.Subscriptions;

namespace Lectern.Functions.Students;

/// <summary>A student, as the API returns it.</summary>
[Sort("createdAt", "fullName")]
public sealed record Student : IMutableRow
{
    public required Guid Id { get; init; }
    /// <summary>The name, as the family writes it.</summary>
    public required string FullName { get; init; }
    /// <summary>Unique in the school without regard to case.</summary>
    public required string Email { get; init; }
    /// <summary>The school year, 1 to 13.</summary>
    public short? Grade { get; init; }
    /// <summary>The day of birth.</summary>
    public DateOnly? DateOfBirth { get; init; }
    /// <summary>Whether the student takes lessons at present.</summary>
    [Example("true")] public bool IsActive { get; init; }
    /// <summary>The student's login.</summary>
    public Guid? UserId { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    [JsonIgnore] public int Version { get; init; }
}

/// <summary>What a caller writes of a student.</summary>
public record StudentInput
{
    public const string Example = """{"fullName":"Ada Lovelace","email":"ada@example.org","grade":7}""";
    public const int MaxNameLength = 200;

    [Text(MaxNameLength)] public required string FullName { get; init; }
    [Email] public required string Email { get; init; }
    [Range(1, 13, ErrorMessage = "must be from {1} to {2}")] public short? Grade { get; init; }
    [Calendar] public DateOnly? DateOfBirth { get; init; }
    public bool IsActive { get; set; } = true;
    public Guid? UserId { get; init; }
}

/// <summary>What a caller writes of a new student, with what is created together with it.</summary>
public sealed record StudentCreation : StudentInput
{
    public const int MaxTutors = 100;

    /// <summary>The tutors who teach the student.</summary>
    [MaxLength(MaxTutors, ErrorMessage = "must have at most {1} ids")] public Guid[] TutorIds { get; set; } = [];
    /// <summary>A first subscription.</summary>
    public SubscriptionTerms? Subscription { get; init; }
}
