namespace Lectern.LocalHost;

/// <summary>
/// A caller of each role, from <c>db/runAfterOtherAnyTimeScripts/demo_25_users.ENV.LOCAL.sql</c>.
/// </summary>
internal static class DemoCallers
{
    private const string Ids = "01990000-0000-7000-8000-00000000000";

    private static readonly (string Role, string Id)[] All =
    [
        ("admin", $"{Ids}0"),
        ("tutor", $"{Ids}1"),
        ("student", $"{Ids}8"),
    ];

    /// <summary>A command for each caller, to be copied into a shell.</summary>
    public static IEnumerable<string> Commands(int port) =>
        from caller in All
        select $"curl -s http://localhost:{port}{FunctionPaths.Of("me")} -H 'X-Dev-Role: {caller.Role}' "
            + $"-H 'X-Dev-User: {caller.Id}'";
}
