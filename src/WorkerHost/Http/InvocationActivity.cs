using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Lectern.WorkerHost.Http;

/// <summary>The trace that an invocation belongs to: the caller's, or a new one.</summary>
internal static class InvocationActivity
{
    public static Activity Start(HttpRequest request)
    {
        var activity = new Activity("WorkerHost.Invocation");
        if (Activity.Current is null
            && ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, out _))
        {
            activity.SetParentId(request.Headers.TraceParent.ToString());
            activity.TraceStateString = request.Headers.TraceState;
        }

        return activity.Start();
    }
}
