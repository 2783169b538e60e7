using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Conversations;

/// <summary>A client of an event stream, reading line by line as they come.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _lines = new(stream);
    }

    public HttpResponseMessage Response => _response;

    /// <summary>Opens a conversation's stream; it is open when this returns.</summary>
    public static async Task<EventReader> OpenAsync(
        SchoolApi api, string path, (string Name, string Value)[] caller, int? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}/events");
        foreach (var (name, value) in caller)
        {
            request.Headers.Add(name, value);
        }

        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", $"{lastEventId}");
        }

        var response = await api.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next line; null at the end of the stream.</summary>
    public async Task<string?> LineAsync() =>
        await _lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(
            Patience, TestContext.Current.CancellationToken);

    /// <summary>The next event's number and message; null at the end of the stream.</summary>
    public async Task<(int Id, JsonNode Message)?> NextAsync()
    {
        string? line;
        do
        {
            line = await LineAsync();
        }
        while (line?.StartsWith("id: ", StringComparison.Ordinal) == false);
        if (line is null)
        {
            return null;
        }

        string data = (await LineAsync())!;
        Assert.StartsWith("data: ", data, StringComparison.Ordinal);
        Assert.Equal("", await LineAsync());
        return (int.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture), JsonNode.Parse(data[6..])!);
    }

    /// <summary>The numbers of the next events.</summary>
    public async Task<int[]> NumbersAsync(int count)
    {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (await NextAsync() ?? throw new EndOfStreamException()).Id;
        }

        return numbers;
    }

    /// <summary>Asserts that these are the numbers of the next events.</summary>
    public async Task AssertNextAsync(params int[] numbers) =>
        Assert.Equal(numbers, await NumbersAsync(numbers.Length));

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
