using System.Globalization;
using System.Net.Sockets;

namespace Lectern.Bench.Measuring;

/// <summary>Asks .NET processes that were started with <see cref="StartupHook"/> what they have allocated.</summary>
internal static class AllocationGauge
{
    /// <summary>The environment variable with the folder of the processes' sockets.</summary>
    public const string FolderVariable = "LECTERN_BENCH_GAUGES";

    public static UnixDomainSocketEndPoint EndPointOf(string folder, int processId) => new(PathOf(folder, processId));

    /// <returns>The bytes since the processes started; null if none of them is a .NET process.</returns>
    public static long? Read(string folder, IEnumerable<int> processIds)
    {
        long? sum = null;
        foreach (int processId in processIds.Where(id => File.Exists(PathOf(folder, id))))
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(EndPointOf(folder, processId));
            byte[] allocated = new byte[sizeof(long)];
            for (int read = 0; read < allocated.Length;)
            {
                int got = socket.Receive(allocated.AsSpan(read));
                read += got > 0 ? got : throw new IOException($"Process {processId} did not tell what it allocated.");
            }

            sum = (sum ?? 0) + BitConverter.ToInt64(allocated);
        }

        return sum;
    }

    private static string PathOf(string folder, int processId) =>
        Path.Combine(folder, processId.ToString(CultureInfo.InvariantCulture));
}
