using Lectern.Functions.Callers;

namespace Lectern.LocalHost;

/// <summary>Commands that call the API as the people of the demo data.</summary>
internal static class DemoCallers
{
    /// <summary>A command for each caller, to be copied into a shell.</summary>
    public static IEnumerable<string> Commands(int port) =>
        from caller in DemoCaller.All
        select $"curl -s http://localhost:{port}{FunctionPaths.Of("me")} -H 'X-Dev-Role: {caller.Role}' "
            + $"-H 'X-Dev-User: {caller.UserId}'";
}
