using System.Globalization;

namespace Lectern.Faults.Tests.Schools;

/// <summary>
/// A clock that a test sets, for processes that start with <see cref="Environment"/>. Debian's libfaketime answers in
/// place of the system. Timers go on evenly, as they do when a real clock is set.
/// </summary>
internal sealed class FalseClock : IDisposable
{
    private const string Missing = "libfaketime is not installed.";

    private readonly string _folder = Directory.CreateTempSubdirectory("lectern-clock-").FullName;

    private FalseClock(string library)
    {
        File = Path.Combine(_folder, "clock");
        Environment = new Dictionary<string, string?>
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME_TIMESTAMP_FILE"] = File,
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
        Set(TimeSpan.Zero);
    }

    public IReadOnlyDictionary<string, string?> Environment { get; }

    private string File { get; }

    /// <summary>The running test is skipped without libfaketime, but it fails in CI.</summary>
    public static FalseClock Create()
    {
        const string libraries = "/usr/lib";
        var found = Directory.Exists(libraries)
            ? Directory.EnumerateDirectories(libraries)
                .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
                .Where(System.IO.File.Exists)
            : [];
        string? library = found.FirstOrDefault();
        Assert.SkipWhen(
            library is null && System.Environment.GetEnvironmentVariable("CI") is null, Missing);
        return new(library ?? throw new InvalidOperationException(Missing));
    }

    /// <summary>Sets the clock ahead of the machine's, or behind it.</summary>
    public void Set(TimeSpan ahead)
    {
        string next = $"{File}.next";
        System.IO.File.WriteAllText(
            next, ahead.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture) + "\n");
        System.IO.File.Move(next, File, overwrite: true);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
