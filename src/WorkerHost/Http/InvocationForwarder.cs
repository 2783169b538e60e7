using System.Diagnostics;
using Lectern.WorkerHost.Logging;
using Lectern.WorkerHost.Processes;
using Lectern.WorkerHost.Rpc;
using Lectern.WorkerHost.Rpc.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Lectern.WorkerHost.Http;

/// <summary>
/// Answers one request: the invocation goes to the worker over gRPC, the HTTP request itself is forwarded to the
/// worker's web server, and the worker joins the two by the invocation's id.
/// </summary>
internal sealed class InvocationForwarder(IHttpForwarder forwarder, WorkerSlot workers, ILogger logger)
    : IDisposable
{
    private const string InvocationIdHeader = "x-ms-invocation-id";

    // The limit of the real host: it cuts an event stream that is silent for longer.
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(1);

    // By default, a body is read after one second without an answer, even if the client waits for leave to send it. A
    // busy machine takes longer to refuse it.
    private static readonly TimeSpan LeaveToSendTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        Expect100ContinueTimeout = LeaveToSendTimeout,
        UseCookies = false,
        UseProxy = false,
    });

    public async Task AnswerAsync(HttpContext http)
    {
        var match = await workers.Last.Routes.MatchAsync(http);
        if (match is null || match.IsDisabled)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var worker = await workers.WaitAsync(http.RequestAborted);
        if (worker is null)
        {
            logger.NoWorker(http.Request.Method, http.Request.Path);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        await InvokeAsync(http, match, worker);
    }

    public void Dispose() => _client.Dispose();

    private async Task InvokeAsync(HttpContext http, RouteMatch match, Worker worker)
    {
        using var activity = InvocationActivity.Start(http.Request);
        var request = await CreateAsync(http, match, activity);
        // As in the real host, an id from the caller stays. The worker then does not find the request and times out.
        http.Request.Headers.TryAdd(InvocationIdHeader, request.InvocationId);
        var invocation = worker.Channel.InvokeAsync(request);
        await using var cancellation = worker.Profile.HandlesCancel
            ? http.RequestAborted.Register(() => worker.Channel.Cancel(request.InvocationId))
            : default;
        var error = await forwarder.SendAsync(http, worker.Profile.HttpUri.ToString(), _client, Config);
        await CompleteAsync(http, match.Function, request.InvocationId, invocation, error, worker);
    }

    private static async Task<InvocationRequest> CreateAsync(HttpContext http, RouteMatch match, Activity activity)
    {
        var request = new InvocationRequest
        {
            InvocationId = Guid.NewGuid().ToString(),
            FunctionId = match.Function.Id,
            TraceContext = new() { TraceParent = activity.Id, TraceState = activity.TraceStateString ?? "" },
        };
        // The worker reads the request over HTTP, so its binding stays empty.
        request.InputData.Add(
            new ParameterBinding { Name = match.Function.Trigger!.Name, Data = new() { Http = new() } });
        await TriggerMetadata.AddAsync(request.TriggerMetadata, http.Request, match.Values, http.RequestAborted);
        return request;
    }

    private async Task CompleteAsync(
        HttpContext http, WorkerFunction function, string invocationId, Task<InvocationResponse> invocation,
        ForwarderError error, Worker worker)
    {
        try
        {
            var response = await invocation;
            if (!response.Result.Succeeded())
            {
                logger.InvocationFailed(function.Name, invocationId, response.Result.Reason());
                Fail(http, StatusCodes.Status500InternalServerError);
            }
            else if (http.RequestAborted.IsCancellationRequested)
            {
                logger.ClientLeft(function.Name, invocationId);
            }
            else if (error != ForwarderError.None)
            {
                var exception = http.GetForwarderErrorFeature()?.Exception;
                logger.ForwardingFailed(exception, function.Name, invocationId, error.ToString());
                Fail(http, await IsEndingAsync(worker)
                    ? StatusCodes.Status502BadGateway
                    : StatusCodes.Status500InternalServerError);
            }
        }
        catch (WorkerEndedException ended)
        {
            logger.InvocationFailed(function.Name, invocationId, ended.Message);
            Fail(http, StatusCodes.Status502BadGateway);
        }
    }

    // A worker that is killed may have reported the end of a function whose HTTP answer it had not sent yet. The host
    // sees the broken connection before it sees the end of the process.
    private static async Task<bool> IsEndingAsync(Worker worker)
    {
        await Task.WhenAny(worker.Channel.Closed, Task.Delay(EndTimeout));
        return worker.Channel.Closed.IsCompleted;
    }

    // The worker's headers stay, as in the real host. A response that has started ends as the worker ends it.
    private static void Fail(HttpContext http, int status)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.StatusCode = status;
        }
    }
}
