namespace Lectern.Cli.Doctor;

/// <summary>Do the clocks of the server and of this machine agree?</summary>
internal static class ClockStep
{
    /// <summary>With a larger skew, tokens are refused as not valid yet, and rows have times in the future.</summary>
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(5);

    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        var sent = DateTime.UtcNow;
        var server = await examined.QueryRowAsync(
            "select clock_timestamp()", row => row.GetFieldValue<DateTime>(0), cancellationToken);
        var received = DateTime.UtcNow;
        // The server read its clock between the two times. The midpoint is wrong by half of the round trip at most.
        var skew = server - (sent + (received - sent) / 2);
        string text = $"The server's clock is {Math.Abs(skew.TotalSeconds):0.000} seconds "
            + $"{(skew < TimeSpan.Zero ? "behind" : "ahead of")} this machine's.";
        return skew.Duration() <= LargestSkew
            ? Finding.Ok(text)
            : Finding.Fault(text, "Synchronize both with NTP.");
    }
}
