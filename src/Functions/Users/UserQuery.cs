namespace Lectern.Functions.Users;

public sealed record UserQuery : ListQuery<User>
{
    /// <summary>Only this role.</summary>
    [AllowedValues(Callers.Role.Admin, Callers.Role.Tutor, Callers.Role.Student)] public string? Role { get; init; }
    /// <summary>Only active rows, or only inactive ones.</summary>
    public bool? Active { get; init; }
    /// <summary>Only where the name or the e-mail address contains this, without regard to case.</summary>
    [StringLength(200)] public string? Q { get; init; }
    /// <summary>What to show with each row.</summary>
    [PageOnly]
    [AllowedValues("profile")]
    public string? Expand { get; init; }
}
