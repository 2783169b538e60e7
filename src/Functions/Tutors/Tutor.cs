namespace Lectern.Functions.Tutors;

/// <summary>A tutor, as the API returns it. Students see only the id, the name and the subjects.</summary>
[Sort("createdAt", "fullName")]
public sealed record Tutor : IMutableRow
{
    private const string ExampleTime = "\"2026-11-21T09:30:00.000000Z\"";

    public required Guid Id { get; init; }
    /// <summary>The name, as the tutor writes it.</summary>
    public required string FullName { get; init; }
    /// <summary>Unique among tutors without regard to case. Absent for students.</summary>
    [AbsentFromPart] public string Email { get; init; } = "";
    /// <summary>What the tutor teaches.</summary>
    public required string[] Subjects { get; init; }
    /// <summary>The price of an hour, in the currency's minor unit. Absent for students.</summary>
    [AbsentFromPart] public long HourlyRateMinor { get; init; }
    /// <summary>The currency of the price, ISO 4217. Absent for students.</summary>
    [AbsentFromPart] public string Currency { get; init; } = "";
    /// <summary>Whether the tutor teaches at present. Absent for students.</summary>
    [AbsentFromPart, Example("true")] public bool IsActive { get; init; }
    /// <summary>The tutor's login. Absent for students.</summary>
    [AbsentFromPart, Example("null")] public Guid? UserId { get; init; }
    /// <summary>When the row was created. Absent for students.</summary>
    [AbsentFromPart, Example(ExampleTime)] public DateTime CreatedAt { get; init; }
    /// <summary>When the row was last changed. Absent for students.</summary>
    [AbsentFromPart, Example(ExampleTime)] public DateTime UpdatedAt { get; init; }
    [JsonIgnore] public int Version { get; init; }
    [JsonIgnore] public string View => Email.Length == 0 ? "-student" : "";
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
    /// <summary>Unique among tutors without regard to case.</summary>
    [Email] public required string Email { get; init; }
    [Texts(MaxSubjects, MaxSubjectLength)] public string[] Subjects { get; set; } = [];
    /// <summary>The price of an hour, in the currency's minor unit.</summary>
    [Money(0)] public required long HourlyRateMinor { get; init; }
    /// <summary>The currency of the price, ISO 4217.</summary>
    [Currency] public required string Currency { get; init; }
    /// <summary>Whether the tutor teaches at present.</summary>
    public bool IsActive { get; set; } = true;
    /// <summary>The tutor's login.</summary>
    public Guid? UserId { get; init; }
}
