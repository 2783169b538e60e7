using System.ComponentModel;

namespace Lectern.Functions.Homework;

/// <summary>A piece of homework, as the API returns it.</summary>
[DisplayName("Homework")]
[Sort("dueAt", "createdAt", "title", Default = "createdAt")]
public sealed record HomeworkItem : IMutableRow
{
    public required Guid Id { get; init; }
    /// <summary>The student who does the homework.</summary>
    public required Guid StudentId { get; init; }
    /// <summary>The tutor who assigned the homework.</summary>
    public required Guid TutorId { get; init; }
    /// <summary>The school subject.</summary>
    public required string Subject { get; init; }
    /// <summary>The title.</summary>
    public required string Title { get; init; }
    /// <summary>What the student has to do.</summary>
    public string? Instructions { get; init; }
    /// <summary>When the homework must be submitted.</summary>
    public DateTime DueAt { get; init; }
    /// <summary>assigned, submitted or graded.</summary>
    [AllowedValues(HomeworkStatus.Assigned, HomeworkStatus.Submitted, HomeworkStatus.Graded)]
    public required string Status { get; init; }
    /// <summary>Whether it is past `dueAt` and not submitted.</summary>
    public bool Overdue { get; init; }
    /// <summary>What the student submitted.</summary>
    public string? Submission { get; init; }
    /// <summary>When it was submitted.</summary>
    public DateTime? SubmittedAt { get; init; }
    /// <summary>The score, from 0 to 100.</summary>
    public short? Score { get; init; }
    /// <summary>The tutor's comment.</summary>
    public string? Feedback { get; init; }
    /// <summary>When it was graded.</summary>
    public DateTime? GradedAt { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    [JsonIgnore] public int Version { get; init; }
}

/// <summary>The states of homework, each of which follows the one before.</summary>
public static class HomeworkStatus
{
    public const string Assigned = "assigned";
    public const string Submitted = "submitted";
    public const string Graded = "graded";
}

/// <summary>What a caller writes of homework.</summary>
public sealed record HomeworkInput
{
    public const string Example = """
        {"studentId":"0198e5a1-7320-783a-8dd8-eb4e26206a55","tutorId":"0198e5a1-7320-783a-8dd8-eb4e26206a55",
         "subject":"Mathematics","title":"Fractions, page 12","dueAt":"2026-12-01T16:00:00Z"}
        """;

    public required Guid StudentId { get; init; }
    public required Guid TutorId { get; init; }
    [Text(100)] public required string Subject { get; init; }
    [Text(200)] public required string Title { get; init; }
    [Text(10_000, IsMultiLine = true)] public string? Instructions { get; init; }
    [Calendar] public required DateTime DueAt { get; init; }
}

/// <summary>What a student submits.</summary>
public sealed record SubmissionInput
{
    /// <summary>What the student submitted.</summary>
    [Text(20_000, IsMultiLine = true)] public required string Text { get; init; }
}

/// <summary>A tutor's grade.</summary>
public sealed record GradeInput
{
    [Range(0, 100, ErrorMessage = "must be from {1} to {2}")] public required short Score { get; init; }
    [Text(10_000, IsMultiLine = true)] public string? Feedback { get; init; }
}
