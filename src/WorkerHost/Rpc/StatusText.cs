using Lectern.WorkerHost.Rpc.Messages;

namespace Lectern.WorkerHost.Rpc;

internal static class StatusText
{
    public static bool Succeeded(this StatusResult? status) => status?.Status == StatusResult.Types.Status.Success;

    /// <summary>What the worker says about a failure: the exception with its stack, or the plain result.</summary>
    public static string Reason(this StatusResult? status) => status switch
    {
        { Exception: { } exception } =>
            $"{exception.Message}{Environment.NewLine}{exception.StackTrace}".TrimEnd(),
        { Result.Length: > 0 } => status.Result,
        { Status: StatusResult.Types.Status.Cancelled } => "The invocation was cancelled.",
        _ => "The worker gives no reason.",
    };
}
