using Lectern.WorkerHost.Rpc.Messages;

namespace Lectern.WorkerHost.Rpc;

/// <summary>What the worker told of itself in the start sequence.</summary>
internal sealed record WorkerProfile(
    Uri HttpUri, IReadOnlyList<WorkerFunction> Functions, bool HandlesCancel, bool HandlesTerminate);

/// <summary>
/// The start sequence: the worker connects, tells its capabilities and its functions, and loads each function.
/// </summary>
internal sealed class Handshake(WorkerChannel channel, string folder)
{
    // The worker does not check the version.
    private const string HostVersion = "4.0.0";

    /// <summary>What the host waits for at the moment. The message of a timeout names it.</summary>
    public string WaitsFor { get; private set; } = "the worker to connect";

    /// <exception cref="WorkerStartException">The worker refuses or cannot be used.</exception>
    /// <exception cref="WorkerEndedException">The worker ended meanwhile.</exception>
    public async Task<WorkerProfile> RunAsync(CancellationToken cancellationToken)
    {
        await channel.Opened.WaitAsync(cancellationToken);
        var init = await InitializeAsync(cancellationToken);
        if (!init.Capabilities.TryGetValue("HttpUri", out string? httpUri) || httpUri.Length == 0)
        {
            throw new WorkerStartException(
                "The worker does not use the ASP.NET Core integration: it reports no HttpUri. Reference "
                + "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore and call "
                + "ConfigureFunctionsWebApplication() in its Program.cs.");
        }

        var functions = await ReadFunctionsAsync(cancellationToken);
        foreach (var function in functions)
        {
            await LoadAsync(function, cancellationToken);
        }

        return new(
            new(httpUri), [.. functions.Select(WorkerFunction.Read)],
            Has(init, "HandlesInvocationCancelMessage"), Has(init, "HandlesWorkerTerminateMessage"));
    }

    private static bool Has(WorkerInitResponse init, string capability) =>
        init.Capabilities.TryGetValue(capability, out string? value) && value.Length > 0;

    private async Task<WorkerInitResponse> InitializeAsync(CancellationToken cancellationToken)
    {
        WaitsFor = "the worker's capabilities";
        channel.Send(new()
        {
            WorkerInitRequest = new()
            {
                HostVersion = HostVersion,
                WorkerDirectory = folder,
                FunctionAppDirectory = folder,
            },
        });
        var init = (await channel.ReceiveReplyAsync(cancellationToken)).WorkerInitResponse;
        return init.Result.Succeeded()
            ? init
            : throw new WorkerStartException($"The worker did not initialize: {init?.Result.Reason()}");
    }

    private async Task<IReadOnlyList<RpcFunctionMetadata>> ReadFunctionsAsync(CancellationToken cancellationToken)
    {
        WaitsFor = "the worker's list of functions";
        channel.Send(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } });
        var metadata = (await channel.ReceiveReplyAsync(cancellationToken)).FunctionMetadataResponse;
        if (metadata is null || metadata.UseDefaultMetadataIndexing)
        {
            throw new WorkerStartException(
                "The worker does not list its functions. Leave FunctionsEnableWorkerIndexing on in its project.");
        }

        return metadata.Result.Succeeded()
            ? metadata.FunctionMetadataResults
            : throw new WorkerStartException($"The worker did not list its functions: {metadata.Result.Reason()}");
    }

    private async Task LoadAsync(RpcFunctionMetadata function, CancellationToken cancellationToken)
    {
        WaitsFor = $"the function {function.Name} to load";
        channel.Send(new() { FunctionLoadRequest = new() { FunctionId = function.FunctionId, Metadata = function } });
        var loaded = (await channel.ReceiveReplyAsync(cancellationToken)).FunctionLoadResponse;
        if (!loaded.Result.Succeeded())
        {
            throw new WorkerStartException(
                $"The worker did not load the function {function.Name}: {loaded?.Result.Reason()}");
        }
    }
}
