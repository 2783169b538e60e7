using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>
/// The user that PostgreSQL's programs run as. They refuse root, so root runs them as another user. Other users run
/// them as themselves.
/// </summary>
internal sealed class UnprivilegedUser
{
    private readonly string? _name;

    private UnprivilegedUser(string? name) => _name = name;

    /// <summary>The user: <c>postgres</c> or <c>nobody</c> for root, otherwise the current user.</summary>
    public static UnprivilegedUser Current { get; } = new(Choose());

    /// <summary>
    /// Starts <paramref name="program"/> as this user, with access to <paramref name="folder"/>.
    /// </summary>
    public ProcessStartInfo Command(string program, IEnumerable<string> arguments, string folder)
    {
        if (_name is null)
        {
            return new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        }

        string setpriv = Shell.Which("setpriv") ?? throw new LocalServerException(
            "PostgreSQL does not run as root, and setpriv (package util-linux) that would change the user is missing. "
            + "Install it, run as another user, or set DATABASE_URL.");
        string[] identity = [$"--reuid={_name}", $"--regid={_name}", "--clear-groups"];
        return new ProcessStartInfo(setpriv, [.. identity, .. Traversal(program, folder), "--", program, .. arguments])
        {
            WorkingDirectory = "/",
        };
    }

    /// <summary>Creates a folder that only this user can read and write.</summary>
    public async Task CreateFolderAsync(string folder, CancellationToken cancellationToken)
    {
        if (_name is not null)
        {
            await Shell.RunAsync(
                new ProcessStartInfo("install", ["-d", "-m", "700", "-o", _name, folder]), cancellationToken);
        }
        else if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// Other users cannot enter a clone below /root or in a folder of mktemp -d. There, and only there, the server gets
    /// CAP_DAC_READ_SEARCH, which lets it reach its own folder.
    /// </summary>
    private static string[] Traversal(string program, string folder) =>
        IsOpen(program) && IsOpen(folder)
            ? []
            : ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];

    private static bool IsOpen(string path)
    {
        for (var parent = Directory.GetParent(path); parent is not null; parent = parent.Parent)
        {
            if (!OperatingSystem.IsWindows() && !parent.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Choose()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            return null;
        }

        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return users.Contains("postgres") ? "postgres"
            : users.Contains("nobody") ? "nobody"
            : throw new LocalServerException(
                "PostgreSQL does not run as root, and there is no user postgres or nobody. Run as another user.");
    }
}
