using System.Diagnostics;
using System.Globalization;
using Lectern.WorkerHost.Configuration;

namespace Lectern.WorkerHost.Processes;

/// <summary>The command line and the environment of a worker process, as the real host composes them.</summary>
internal static class WorkerCommand
{
    public const int MaxMessageLengthBytes = int.MaxValue;

    public static ProcessStartInfo Create(
        WorkerConfig config, IReadOnlyDictionary<string, string?> environment, Uri host, string workerId)
    {
        string[] words =
        [
            .. OwnSession.Prefix(config.Executable), config.Executable,
            .. config.Arguments, .. ProtocolArguments(host, workerId),
        ];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            CreateNoWindow = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = config.Folder,
        };

        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = config.Folder;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = config.Folder;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        foreach (var (name, value) in environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }

    // The real host gives both styles; older workers read the first one.
    private static string[] ProtocolArguments(Uri host, string workerId)
    {
        string requestId = Guid.NewGuid().ToString();
        string length = MaxMessageLengthBytes.ToString(CultureInfo.InvariantCulture);
        string port = host.Port.ToString(CultureInfo.InvariantCulture);
        return
        [
            "--host", host.Host, "--port", port, "--workerId", workerId, "--requestId", requestId,
            "--grpcMaxMessageLength", length,
            "--functions-uri", host.AbsoluteUri, "--functions-worker-id", workerId, "--functions-request-id", requestId,
            "--functions-grpc-max-message-length", length,
        ];
    }
}
