namespace Lectern.Functions.Callers;

/// <summary>Who is trusted to identify the caller.</summary>
public enum CallerSource
{
    /// <summary>Every endpoint that needs a caller answers 401.</summary>
    Nobody,
    /// <summary>App Service authentication. It checks the token and removes the header from outside requests.</summary>
    Platform,
    /// <summary>The caller, on a developer's machine.</summary>
    Development,
}

public static class CallerSources
{
    /// <exception cref="InvalidOperationException">Development callers on Azure, or an unknown value.</exception>
    public static CallerSource Choose(IConfiguration configuration)
    {
        return configuration["AUTHENTICATION"] switch
        {
            "development" when configuration["WEBSITE_INSTANCE_ID"] is not null =>
                throw new InvalidOperationException(
                    "AUTHENTICATION=development makes every caller an admin and is refused on Azure. "
                    + "Remove the setting."),
            "development" => CallerSource.Development,
            null or "" or "platform" => bool.TryParse(configuration["WEBSITE_AUTH_ENABLED"], out bool isOn) && isOn
                ? CallerSource.Platform
                : CallerSource.Nobody,
            var unknown => throw new InvalidOperationException(
                $"AUTHENTICATION is '{unknown}'; it may be platform or development."),
        };
    }
}
