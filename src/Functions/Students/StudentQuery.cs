namespace Lectern.Functions.Students;

public sealed record StudentQuery : ListQuery<Student>
{
    /// <summary>Only active rows, or only inactive ones.</summary>
    public bool? Active { get; init; }
    /// <summary>Only this school year.</summary>
    [Range(1, 13)] public int? Grade { get; init; }
    /// <summary>Only this tutor's.</summary>
    public Guid? TutorId { get; init; }
    /// <summary>Only where the name or the e-mail address contains this, without regard to case.</summary>
    [StringLength(StudentInput.MaxNameLength)] public string? Q { get; init; }
}
