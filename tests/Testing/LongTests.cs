namespace Lectern.Testing;

/// <summary>Tests that find more with more repetitions: LECTERN_LONG_TESTS=1 runs them at their full length.</summary>
public static class LongTests
{
    /// <summary>The usual number of repetitions, or the full one if long tests are on.</summary>
    public static int Choose(int usual, int full) =>
        Environment.GetEnvironmentVariable("LECTERN_LONG_TESTS") == "1" ? full : usual;
}
