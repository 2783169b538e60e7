namespace Lectern.Functions.Callers;

/// <summary>Whose word about the caller is believed.</summary>
public enum CallerSource
{
    /// <summary>Nobody's: every endpoint that needs a caller answers 401.</summary>
    Nobody,

    /// <summary>App Service authentication, which has checked the token and strips the header from outside.</summary>
    Platform,

    /// <summary>The caller's own, on a developer's machine.</summary>
    Development,
}

public static class CallerSources
{
    /// <summary>AUTHENTICATION=development, else the platform where it says that it is on, else nobody.</summary>
    /// <exception cref="InvalidOperationException">Development callers on Azure, or an unknown value.</exception>
    public static CallerSource Choose(IConfiguration configuration)
    {
        switch (configuration["AUTHENTICATION"])
        {
            case "development" when configuration["WEBSITE_INSTANCE_ID"] is not null:
                throw new InvalidOperationException(
                    "AUTHENTICATION=development makes every caller an admin and is refused on Azure. "
                    + "Remove the setting.");
            case "development":
                return CallerSource.Development;
            case null or "" or "platform":
                return bool.TryParse(configuration["WEBSITE_AUTH_ENABLED"], out bool isOn) && isOn
                    ? CallerSource.Platform
                    : CallerSource.Nobody;
            case var unknown:
                throw new InvalidOperationException(
                    $"AUTHENTICATION is '{unknown}'; it may be platform or development.");
        }
    }
}
