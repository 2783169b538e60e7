using System.Diagnostics;
using System.Globalization;

namespace Lectern.Faults.Tests.Schools;

/// <summary>A file system in memory that a test can fill.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 192;
    private const int StepBytes = 64 * 1024;

    private readonly string _filler;

    private SmallDisk(string path)
    {
        Path = path;
        _filler = System.IO.Path.Combine(path, "filler");
    }

    /// <summary>The settings of a server whose write-ahead log fits.</summary>
    public static IReadOnlyList<string> ServerSettings { get; } = ["max_wal_size=32MB", "min_wal_size=32MB"];

    public string Path { get; }

    /// <summary>Mounts it. The running test is skipped if this user may not.</summary>
    public static SmallDisk Mount()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has tmpfs.");
        string path = Directory.CreateTempSubdirectory("lectern-disk-").FullName;
        string size = string.Create(CultureInfo.InvariantCulture, $"size={Megabytes}m");
        if (Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", path) != 0)
        {
            Directory.Delete(path);
            Assert.Skip("This user may not mount a file system.");
        }

        return new(path);
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using var filler = new FileStream(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] zeros = new byte[StepBytes];
        try
        {
            while (true)
            {
                filler.Write(zeros);
            }
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    public void Free() => File.Delete(_filler);

    public void Dispose()
    {
        if (Run("umount", Path) == 0)
        {
            Directory.Delete(Path);
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
