namespace Lectern.Functions.Callers;

/// <summary>
/// A user of each role, from <c>db/runAfterOtherAnyTimeScripts/demo_25_users.ENV.LOCAL.sql</c>, for development.
/// </summary>
public sealed record DemoCaller(string Role, string UserId)
{
    private const string Ids = "01990000-0000-7000-8000-00000000000";

    public static IReadOnlyList<DemoCaller> All { get; } =
    [
        new(Callers.Role.Admin, $"{Ids}0"),
        new(Callers.Role.Tutor, $"{Ids}1"),
        new(Callers.Role.Student, $"{Ids}8"),
    ];
}
