namespace Lectern.Migrations.Tests;

/// <summary>Some tests prove more the longer they run: LECTERN_LONG_TESTS=1 runs them at their full length.</summary>
internal static class LongTests
{
    public static int Choose(int usual, int full) =>
        Environment.GetEnvironmentVariable("LECTERN_LONG_TESTS") == "1" ? full : usual;
}
