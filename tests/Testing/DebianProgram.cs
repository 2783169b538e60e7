using Lectern.LocalHost.PostgreSql;
using Xunit;

namespace Lectern.Testing;

/// <summary>Programs that come with PostgreSQL's and PgBouncer's packages, and not with every other installation.</summary>
internal static class DebianProgram
{
    /// <summary>The program of PATH, of the newest PostgreSQL, or of /usr/sbin, which only root has on its PATH.</summary>
    /// <returns>The full path; the running test is skipped where there is none, but never in CI.</returns>
    public static string Find(string name)
    {
        const string versions = "/usr/lib/postgresql";
        var debian = Directory.Exists(versions)
            ? Directory.EnumerateDirectories(versions).OrderDescending().Select(folder => Path.Combine(folder, "bin", name))
            : [];
        string? program = Shell.Which(name) ?? debian.Append(Path.Combine("/usr/sbin", name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            program is null && Environment.GetEnvironmentVariable("CI") is null, $"{name} is not installed.");
        return program ?? throw new InvalidOperationException($"{name} is not installed.");
    }
}
