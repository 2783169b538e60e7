namespace Lectern.Functions.Tutors;

/// <summary>A tutor, as the API answers it. To students, e-mail address, price and currency are absent.</summary>
[Sort("createdAt", "fullName")]
public sealed record Tutor : IMutableRow
{
    public required Guid Id { get; init; }
    /// <summary>The name, as the tutor writes it.</summary>
    public required string FullName { get; init; }
    /// <summary>Unique among tutors without regard to case. Absent for students.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Email { get; init; }
    /// <summary>What the tutor teaches.</summary>
    public required string[] Subjects { get; init; }
    /// <summary>The price of an hour, in the currency's minor unit. Absent for students.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? HourlyRateMinor { get; init; }
    /// <summary>The currency of the price, ISO 4217. Absent for students.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Currency { get; init; }
    /// <summary>Whether the tutor teaches at present.</summary>
    [Example("true")] public bool IsActive { get; init; }
    /// <summary>The tutor's login.</summary>
    public Guid? UserId { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    [JsonIgnore] public int Version { get; init; }
    [JsonIgnore] public string View => Email is null ? "-student" : "";
}

/// <summary>What a caller writes of a tutor.</summary>
public sealed record TutorInput
{
    public const string Example = """
        {"fullName":"Grace Hopper","email":"grace@example.org","subjects":["Mathematics"],
         "hourlyRateMinor":4500,"currency":"EUR"}
        """;

    public const int MaxNameLength = 200;
    public const int MaxSubjects = 50;

    /// <summary>The longest name of a subject, in characters; more would not fit into an index.</summary>
    public const int MaxSubjectLength = 100;

    [Text(MaxNameLength)] public required string FullName { get; init; }
    [Email] public required string Email { get; init; }
    [Texts(MaxSubjects, MaxSubjectLength)] public string[] Subjects { get; set; } = [];
    [Money(0)] public required long HourlyRateMinor { get; init; }
    [Currency] public required string Currency { get; init; }
    public bool IsActive { get; set; } = true;
    public Guid? UserId { get; init; }
}
