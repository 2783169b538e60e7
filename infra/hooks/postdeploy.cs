// azd runs this after a deployment, in the root of the repository. It checks that the new build is ready and that a
// request gets through API Management. It changes nothing; if it fails, it says how to go back.

#:package Azure.Identity

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Azure.Core;
using Azure.Identity;
using Lectern.Hooks;

const int DefaultTimeoutSeconds = 300;

return await Hook.RunAsync("postdeploy: the smoke test", async () =>
{
    string gateway = Hook.Setting("API_GATEWAY_URL").TrimEnd('/');
    string application = Hook.Setting("API_BASE_URL").TrimEnd('/');
    var timeout = TimeSpan.FromSeconds(
        int.TryParse(Hook.Optional("SMOKE_TEST_SECONDS"), out int seconds) ? seconds : DefaultTimeoutSeconds);
    using var probe = new Probe(timeout);
    // In a private network, the application refuses this machine; then the check goes through the gateway.
    if (await probe.UntilAsync($"{application}/health/ready", IsReady, IsClosed) is not HttpStatusCode.OK)
    {
        Console.WriteLine("   the application refuses this machine, as in a private network");
        await probe.UntilAsync($"{gateway}/health/ready", IsReady);
    }

    if (await probe.UntilAsync($"{gateway}/about", IsReady, IsClosed) is not HttpStatusCode.OK)
    {
        await probe.SignInAsync(Hook.Setting("API_AUDIENCE"));
        await probe.UntilAsync($"{gateway}/about", IsReady);
    }

    static bool IsReady(HttpStatusCode status) => status is HttpStatusCode.OK;
    static bool IsClosed(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
});

/// <summary>Polls a URL until it answers as expected or the timeout is over.</summary>
internal sealed class Probe(TimeSpan timeout) : IDisposable
{
    private const string WayBack = """
        To go back, deploy the previous commit. It runs on the present schema, because a migration removes nothing
        that the previous build needs (docs/migrations.md).
          in GitHub     run the workflow "Deploy" by hand, with that commit as its ref
          from here     git switch --detach COMMIT && azd deploy
        """;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new() { Timeout = RequestTimeout };

    /// <summary>Polls until the answer is one of the expected ones.</summary>
    /// <exception cref="HookException">There is no such answer within the timeout.</exception>
    public async Task<HttpStatusCode> UntilAsync(string url, params Func<HttpStatusCode, bool>[] expected)
    {
        Console.WriteLine($"-- GET {url}");
        var waited = Stopwatch.StartNew();
        for (var pause = TimeSpan.FromSeconds(1); ; pause = Min(pause * 2, LongestPause))
        {
            var (status, answer) = await AskAsync(url);
            Console.WriteLine($"   {waited.Elapsed.TotalSeconds:0} s: {answer}");
            if (status is { } known && Array.Exists(expected, isExpected => isExpected(known)))
            {
                return known;
            }

            if (waited.Elapsed + pause > timeout)
            {
                throw new HookException($"{url} did not answer as it should: {answer}\n{WayBack}");
            }

            await Task.Delay(pause);
        }
    }

    /// <summary>Sends a token of the signed-in identity with all further requests.</summary>
    public async Task SignInAsync(string audience)
    {
        Console.WriteLine($"-- A token for {audience}");
        try
        {
            var token = await new DefaultAzureCredential().GetTokenAsync(
                new TokenRequestContext([$"{audience}/.default"]), CancellationToken.None);
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        }
        catch (AuthenticationFailedException failure)
        {
            throw new HookException($"There is no token for the request to the gateway: {failure.Message}");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(HttpStatusCode? Status, string Answer)> AskAsync(string url)
    {
        try
        {
            using var response = await _client.GetAsync(url);
            string body = await response.Content.ReadAsStringAsync();
            return (response.StatusCode, response.IsSuccessStatusCode
                ? $"{(int)response.StatusCode}"
                : $"{(int)response.StatusCode} {body}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return (null, failure.Message);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
