namespace Lectern.Functions.Hosting;

public static class TimeSettings
{
    /// <summary>A setting that is a number of seconds.</summary>
    /// <exception cref="InvalidOperationException">It is not a positive number up to 3600.</exception>
    public static TimeSpan Seconds(this IConfiguration configuration, string name, double otherwise) =>
        configuration[name] is not { Length: > 0 } text ? TimeSpan.FromSeconds(otherwise)
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is > 0 and <= 3600 ? TimeSpan.FromSeconds(seconds)
        : throw new InvalidOperationException($"{name} is '{text}'; it must be a number of seconds up to 3600.");
}
