using Lectern.LocalPostgres;
using Xunit;

namespace Lectern.Testing;

/// <summary>Finds programs of Debian's packages that other installations may lack.</summary>
public static class DebianProgram
{
    /// <summary>The program on PATH, of the newest PostgreSQL, or in /usr/sbin, which only root searches.</summary>
    /// <returns>The full path. Without one, the running test is skipped, but it fails in CI.</returns>
    public static string Find(string name)
    {
        const string versions = "/usr/lib/postgresql";
        var debian = Directory.Exists(versions)
            ? Directory.EnumerateDirectories(versions)
                .OrderDescending()
                .Select(folder => Path.Combine(folder, "bin", name))
            : [];
        string? program = Shell.Which(name)
            ?? debian.Append(Path.Combine("/usr/sbin", name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            program is null && Environment.GetEnvironmentVariable("CI") is null, $"{name} is not installed.");
        return program ?? throw new InvalidOperationException($"{name} is not installed.");
    }
}
