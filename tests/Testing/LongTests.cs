namespace Lectern.Testing;

/// <summary>Some tests prove more the longer they run: LECTERN_LONG_TESTS=1 runs them at their full length.</summary>
public static class LongTests
{
    /// <summary>The usual number, or the full one where long tests are asked for.</summary>
    public static int Choose(int usual, int full) =>
        Environment.GetEnvironmentVariable("LECTERN_LONG_TESTS") == "1" ? full : usual;
}
