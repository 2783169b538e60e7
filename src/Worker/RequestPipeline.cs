using System.Collections.Concurrent;
using Lectern.Functions.Hosting;
using Lectern.Functions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Lectern.Worker;

/// <summary>Runs inside the worker's invocation: outside, as in an IStartupFilter, exceptions are not seen.</summary>
internal sealed class RequestPipeline : IFunctionsWorkerMiddleware
{
    private readonly RequestDelegate _pipeline;
    private readonly ConcurrentDictionary<string, Endpoint> _endpoints = new();

    public RequestPipeline(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseLectern();
        app.Run(InvokeFunctionAsync);
        _pipeline = app.Build();
    }

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            return next(context);
        }

        var endpoint = _endpoints.GetOrAdd(context.FunctionDefinition.EntryPoint, EndpointOf);
        http.SetEndpoint(endpoint);
        context.Features.Set<IFunctionInputBindingFeature>(endpoint.Metadata.GetRequiredMetadata<RequestBinding>());
        http.Items[typeof(RequestPipeline)] = new Call(context, next);
        return _pipeline(http);
    }

    private static async Task InvokeFunctionAsync(HttpContext http)
    {
        var (context, next) = (Call)http.Items[typeof(RequestPipeline)]!;
        await next(context);
        var invocation = context.GetInvocationResult();
        if (invocation.Value is IResult result)
        {
            // Otherwise the worker would serialize it again, over gRPC to the host.
            invocation.Value = null;
            await result.ExecuteAsync(http);
        }
    }

    // The entry point is the full name of the method, for example Lectern.Functions.About.AboutFunctions.Get.
    private static Endpoint EndpointOf(string entryPoint)
    {
        int dot = entryPoint.LastIndexOf('.');
        var type = typeof(LecternApplication).Assembly.GetType(entryPoint[..dot], throwOnError: true)!;
        var method = type.GetMethod(entryPoint[(dot + 1)..])!;
        return new(
            requestDelegate: null, new([.. FunctionMetadata.Of(method), new RequestBinding(method)]), entryPoint);
    }

    private sealed record Call(FunctionContext Context, FunctionExecutionDelegate Next);
}
