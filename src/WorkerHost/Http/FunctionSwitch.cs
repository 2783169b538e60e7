namespace Lectern.WorkerHost.Http;

/// <summary>Tells from the app settings whether a function is disabled: <c>AzureWebJobs.Name.Disabled</c>.</summary>
internal static class FunctionSwitch
{
    /// <summary>A variable's name holds no dots on some systems, hence the second form.</summary>
    public static Func<string, bool> Of(IDictionary<string, string?> environment) => name =>
        IsOn(environment, $"AzureWebJobs.{name}.Disabled") || IsOn(environment, $"AzureWebJobs__{name}__Disabled");

    private static bool IsOn(IDictionary<string, string?> environment, string setting) =>
        environment.TryGetValue(setting, out string? value)
        && (value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
}
