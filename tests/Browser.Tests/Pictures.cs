using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Lectern.Testing;
using static Microsoft.Playwright.Assertions;

namespace Lectern.Browser.Tests;

/// <summary>
/// README's pictures. They are made by <c>dotnet run --project tests/Browser.Tests -- -explicit only</c>, which sends
/// requests for two minutes, so that the plots have something to show.
/// </summary>
public sealed class Pictures(DemoSchool school, Chromium chromium) : IClassFixture<DemoSchool>
{
    private const int Samples = 24;
    private const int MaxBytes = 200_000;
    private const int MaxClients = 4;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task README_has_pictures_of_the_pages_as_they_are()
    {
        var events = await OpenEventsAsync();
        for (int samples = 0; samples < Samples; samples = await SamplesAsync())
        {
            // Waves, so that the plots are not flat.
            int clients = 1 + (samples / 4 % MaxClients);
            await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => SendAsync()));
        }

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await TakeAsync(school.Status, scheme, "status", "#facts dd >> nth=0");
            await TakeAsync(school.Reference, scheme, "reference", ".opblock >> nth=0");
        }

        events.ForEach(stream => stream.Dispose());
    }

    private async Task TakeAsync(Uri address, ColorScheme scheme, string name, string shown)
    {
        await using var open = await chromium.OpenAsync(address, scheme);
        await Expect(open.Page.Locator(shown)).ToBeVisibleAsync();
        await open.Page.SetViewportSizeAsync(1280, 840);
        byte[] picture = await open.Page.ScreenshotAsync();
        Assert.InRange(picture.Length, 1, MaxBytes);
        string suffix = scheme == ColorScheme.Dark ? "-dark" : "";
        string folder = Path.Combine(Repository.Root, "docs", "pictures");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}{suffix}.png"), picture, Stop);
    }

    private async Task<int> SamplesAsync()
    {
        using var status = JsonDocument.Parse(await school.Client.GetByteArrayAsync("status", Stop));
        return status.RootElement.GetProperty("activity").GetProperty("samples").GetArrayLength();
    }

    private async Task SendAsync()
    {
        string student = await FirstIdAsync("students?limit=20&sort=fullName");
        foreach (string path in new[] { "homework?limit=100", "tutors", $"students/{student}", "payments?count=true" })
        {
            await GetAsync(path);
        }

        if (Random.Shared.Next(20) == 0)
        {
            await GetAsync($"students/{Guid.NewGuid()}");
            using var wrong = await school.Client.PostAsync("students", Json("""{"fullName":""}"""), Stop);
        }

        using var body = Json($$"""{"grade":{{Random.Shared.Next(1, 13)}}}""");
        body.Headers.ContentType = new MediaTypeHeaderValue("application/merge-patch+json");
        using var changed = await school.Client.PatchAsync($"students/{student}", body, Stop);
    }

    private async Task<List<HttpResponseMessage>> OpenEventsAsync()
    {
        string conversation = await FirstIdAsync("conversations");
        var open = new List<HttpResponseMessage>();
        for (int i = 0; i < 3; i++)
        {
            open.Add(await school.Client.GetAsync(
                $"conversations/{conversation}/events", HttpCompletionOption.ResponseHeadersRead, Stop));
        }

        return open;
    }

    private async Task<string> FirstIdAsync(string list)
    {
        using var page = JsonDocument.Parse(await school.Client.GetByteArrayAsync(list, Stop));
        return page.RootElement.GetProperty("value")[0].GetProperty("id").GetString()!;
    }

    private async Task GetAsync(string path)
    {
        using var answer = await school.Client.GetAsync(path, Stop);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
