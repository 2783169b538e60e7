using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Lectern.Faults.Tests.Schools;

namespace Lectern.Faults.Tests.Load;

/// <summary>An answer that is no failure of the server: a success, or a refusal of the request itself.</summary>
internal sealed record Reply(HttpStatusCode Status, string Text, string? ETag)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
}

/// <summary>Sends requests to the instances in turn, as a load balancer does: a retry goes to another one.</summary>
internal sealed class Sender(School school, Tally tally, CancellationToken token)
{
    private const string Refused = "connection refused";
    private const string Cut = "connection cut";
    // The host answers in place of a worker that was killed.
    private const string HostFailure = "502 of the host";

    private static readonly string[] Codes =
        ["database-unavailable", "database-timeout", "overloaded", "too-many-streams"];

    private int _turn;

    /// <summary>The failures that only the end of an instance explains.</summary>
    public static IReadOnlyList<string> OfInstances { get; } = [Refused, Cut, HostFailure];

    /// <returns>Null after a lost connection, or after a problem that the contract tells to try again.</returns>
    public async Task<Reply?> TryAsync(
        HttpMethod method, string path, JsonNode? body = null, (string Name, string Value)? header = null)
    {
        int turn = Interlocked.Increment(ref _turn);
        var client = school.Instances[turn % school.Instances.Count].Client;
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (header is { } one)
        {
            request.Headers.TryAddWithoutValidation(one.Name, one.Value);
        }

        tally.CountRequest();
        try
        {
            using var response = await client.SendAsync(request, token);
            string text = await response.Content.ReadAsStringAsync(token);
            if ((int)response.StatusCode is 502 or 503 or 504 or 429)
            {
                tally.CountFailure(CodeOf(response, text));
                return null;
            }

            return new(response.StatusCode, text, response.Headers.ETag?.Tag);
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError)
        {
            tally.CountFailure(Refused);
            return null;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            tally.CountFailure(Cut);
            return null;
        }
    }

    private static string CodeOf(HttpResponseMessage response, string text)
    {
        if (response.StatusCode == HttpStatusCode.BadGateway && text.Length == 0)
        {
            return HostFailure;
        }

        string answer = $"{response}\n{text}";
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", answer);
        Assert.True(response.Headers.RetryAfter is not null, answer);
        string? code = (string?)JsonNode.Parse(text)!["code"];
        Assert.True(Codes.Contains(code), answer);
        return code!;
    }
}
