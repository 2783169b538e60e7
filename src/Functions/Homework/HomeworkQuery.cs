namespace Lectern.Functions.Homework;

public sealed record HomeworkQuery : ListQuery<HomeworkItem>
{
    /// <summary>Only this student's.</summary>
    public Guid? StudentId { get; init; }
    /// <summary>Only this tutor's.</summary>
    public Guid? TutorId { get; init; }
    /// <summary>Only what is in this state.</summary>
    [AllowedValues(HomeworkStatus.Assigned, HomeworkStatus.Submitted, HomeworkStatus.Graded)]
    public string? Status { get; init; }
    /// <summary>Only what is due before this time.</summary>
    public DateTime? DueBefore { get; init; }
    /// <summary>Only overdue homework, or only homework that is not overdue.</summary>
    public bool? Overdue { get; init; }
}
