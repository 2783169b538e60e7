using System.Diagnostics;

namespace Lectern.LocalPostgres;

/// <summary>
/// The user that PostgreSQL's programs run as. They refuse root, so root hands them to another user; everybody else
/// runs them as himself.
/// </summary>
internal sealed class UnprivilegedUser
{
    private readonly string? _name;

    private UnprivilegedUser(string? name) => _name = name;

    /// <summary>Who runs PostgreSQL here: <c>postgres</c> or <c>nobody</c> for root, else the current user.</summary>
    public static UnprivilegedUser Current { get; } = new(Choose());

    /// <summary>
    /// A start of <paramref name="program"/> as this user, able to work in <paramref name="folder"/>.
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

    /// <summary>Makes a folder that belongs to this user and to nobody else.</summary>
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
    /// A clone below /root, or in a folder made by mktemp -d, is closed to other users. The right to pass through
    /// folders (CAP_DAC_READ_SEARCH), and only where it is needed, lets the server reach its own.
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
