namespace Lectern.Database.Doctor;

/// <summary>Do the clocks of the server and of this machine agree?</summary>
internal static class ClockStep
{
    /// <summary>More than this and tokens are not valid yet, and rows come from the future.</summary>
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(5);

    public static async Task<Finding> TakeAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        var asked = DateTime.UtcNow;
        var server = await examined.AskAsync(
            "select clock_timestamp()", row => row.GetFieldValue<DateTime>(0), cancellationToken);
        var answered = DateTime.UtcNow;
        // The server read its clock somewhere in between: half the way is at most half the way wrong.
        var skew = server - (asked + (answered - asked) / 2);
        string text = $"The server's clock is {Math.Abs(skew.TotalSeconds):0.000} seconds "
            + $"{(skew < TimeSpan.Zero ? "behind" : "ahead of")} this machine's.";
        return skew.Duration() <= LargestSkew
            ? Finding.Ok(text)
            : Finding.Fault(text, "Let both machines follow NTP.");
    }
}
