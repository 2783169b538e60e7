using System.Diagnostics;
using System.Globalization;

namespace Lectern.LocalPostgres;

/// <summary>PostgreSQL's programs in a folder of this machine.</summary>
internal sealed class InstalledPrograms : IServerPrograms
{
    private readonly string _bin;

    private InstalledPrograms(string bin, int majorVersion)
    {
        _bin = bin;
        MajorVersion = majorVersion;
    }

    /// <summary>The major version, for example 18.</summary>
    public int MajorVersion { get; }

    public string Description => $"PostgreSQL {MajorVersion} ({_bin})";

    /// <summary>The installed versions, newest first: Debian, Red Hat, Homebrew, Windows, PATH.</summary>
    public static async Task<IReadOnlyList<InstalledPrograms>> FindAsync(CancellationToken cancellationToken)
    {
        string[] roots =
        [
            "/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"),
        ];
        var folders = roots.Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Select(folder => Path.Combine(folder, "bin"));
        if (Path.GetDirectoryName(Shell.Which("postgres")) is { } onPath)
        {
            folders = folders.Append(onPath);
        }

        var found = new List<InstalledPrograms>();
        foreach (string folder in folders)
        {
            if (await OpenAsync(folder, cancellationToken) is { } programs)
            {
                found.Add(programs);
            }
        }

        return [.. found.OrderByDescending(programs => programs.MajorVersion)];
    }

    /// <summary>The programs in a folder; null if they are not complete.</summary>
    public static async Task<InstalledPrograms?> OpenAsync(string bin, CancellationToken cancellationToken)
    {
        string postgres = Path.Combine(bin, Program("postgres"));
        if (!File.Exists(postgres) || !File.Exists(Path.Combine(bin, Program("initdb"))))
        {
            return null;
        }

        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        try
        {
            string version = await Shell.RunAsync(new ProcessStartInfo(postgres, ["--version"]), cancellationToken);
            var number = version.Split(' ')[2].AsSpan();
            var major = number[..number.IndexOfAnyExceptInRange('0', '9')];
            return new(bin, int.Parse(major, CultureInfo.InvariantCulture));
        }
        catch (LocalServerException)
        {
            // A broken installation (a link without its target, missing libraries) is ignored.
            return null;
        }
    }

    public static string ClusterOf(string dataFolder) => Path.Combine(dataFolder, "postgresql");

    public async Task PrepareAsync(string dataFolder, string password, CancellationToken cancellationToken)
    {
        if (Directory.Exists(ClusterOf(dataFolder)))
        {
            await StopLeftOverAsync(dataFolder, cancellationToken);
        }
        else
        {
            await CreateClusterAsync(ClusterOf(dataFolder), password, cancellationToken);
        }
    }

    public ProcessStartInfo Server(string dataFolder, int port, IReadOnlyList<string> settings)
    {
        string cluster = ClusterOf(dataFolder);
        string[] own = [$"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="];
        string[] arguments = ["-D", cluster, .. own.Concat(settings).SelectMany(setting => new[] { "-c", setting })];
        return UnprivilegedUser.Current.Command(PathOf("postgres"), arguments, cluster);
    }

    public bool SaysPortIsTaken(string log) => log.Contains("could not bind", StringComparison.Ordinal);

    public async Task StopLeftOverAsync(string dataFolder, CancellationToken cancellationToken)
    {
        string cluster = ClusterOf(dataFolder);
        string pidFile = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(pidFile))
        {
            return;
        }

        string pid = File.ReadLines(pidFile).FirstOrDefault() ?? "";
        if (IsServerOf(cluster, pid))
        {
            // The server may be stopping already. If it does not stop, the next start reports that.
            string[] arguments = ["stop", "-D", cluster, "-m", "fast", "-w"];
            await Shell.TryRunAsync(
                UnprivilegedUser.Current.Command(PathOf("pg_ctl"), arguments, cluster), cancellationToken);
        }
        else
        {
            // After a reboot, for example, the number can belong to another program. PostgreSQL would take it for a
            // server on the same data and refuse to start.
            File.Delete(pidFile);
        }
    }

    /// <summary>
    /// Creates the cluster in another folder and moves it when it is complete, because the run can be killed meanwhile.
    /// </summary>
    private async Task CreateClusterAsync(string cluster, string password, CancellationToken cancellationToken)
    {
        string workshop = cluster + ".new";
        if (Directory.Exists(workshop))
        {
            Directory.Delete(workshop, recursive: true);
        }

        await UnprivilegedUser.Current.CreateFolderAsync(workshop, cancellationToken);
        string passwordFile = Path.Combine(workshop, "password");
        await File.WriteAllTextAsync(passwordFile, password, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            // Only this user can read the data folder, and initdb may run as another user.
            File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        }

        // Locale C makes the cluster the same on every system; columns that people sort by have their own collation.
        // The character type is UTF-8, because trigram indexes would otherwise ignore letters beyond ASCII.
        string[] characters = OperatingSystem.IsLinux() ? ["--lc-ctype=C.UTF-8"]
            : OperatingSystem.IsMacOS() ? ["--lc-ctype=en_US.UTF-8"]
            : [];
        string[] arguments =
        [
            "--pgdata", Path.Combine(workshop, "data"), "--username=postgres", $"--pwfile={passwordFile}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", .. characters, "--no-instructions",
        ];
        await Shell.RunAsync(
            UnprivilegedUser.Current.Command(PathOf("initdb"), arguments, workshop), cancellationToken);
        Directory.Move(Path.Combine(workshop, "data"), cluster);
        Directory.Delete(workshop, recursive: true);
    }

    private static bool IsServerOf(string cluster, string pid)
    {
        if (!int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            string workingFolder = $"/proc/{id}/cwd";
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase)
                && (!Path.Exists(workingFolder)
                    || Directory.ResolveLinkTarget(workingFolder, returnFinalTarget: true)?.FullName == cluster);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    private string PathOf(string program) => Path.Combine(_bin, Program(program));

    private static string Program(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
