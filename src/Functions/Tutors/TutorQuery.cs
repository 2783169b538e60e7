namespace Lectern.Functions.Tutors;

public sealed record TutorQuery : ListQuery<Tutor>
{
    /// <summary>Only active rows, or only inactive ones.</summary>
    public bool? Active { get; init; }
    /// <summary>Only tutors who teach this.</summary>
    [StringLength(TutorInput.MaxSubjectLength)] public string? Subject { get; init; }
    /// <summary>
    /// Only where the name or the e-mail address contains this, without regard to case. For students, the name alone.
    /// </summary>
    [StringLength(TutorInput.MaxNameLength)] public string? Q { get; init; }
}
