using System.Net.Sockets;
using Lectern.Bench.Measuring;

// The runtime calls this class by its name before a program's own Main (DOTNET_STARTUP_HOOKS), so that a program needs
// no change to be measured: what it allocates is only known inside.
#pragma warning disable IDE0130 // The runtime looks for it outside of any namespace.
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(AllocationGauge.FolderVariable) is not { } folder)
        {
            return;
        }

        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(AllocationGauge.EndPointOf(folder, Environment.ProcessId));
        listener.Listen();
        new Thread(() => Answer(listener)) { IsBackground = true, Name = "bench gauge" }.Start();
    }

    private static void Answer(Socket listener)
    {
        byte[] allocated = new byte[sizeof(long)];
        while (true)
        {
            using var asker = listener.Accept();
            BitConverter.TryWriteBytes(allocated, GC.GetTotalAllocatedBytes(precise: true));
            asker.Send(allocated);
        }
    }
}
