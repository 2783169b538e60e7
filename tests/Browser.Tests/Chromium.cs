using Lectern.LocalPostgres;

namespace Lectern.Browser.Tests;

/// <summary>The machine's Chromium without a window, one for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "chromium";

    // Only a page that never gets there waits so long: a busy machine is slow, not wrong.
    private const float TimeoutMs = 120_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Shell.Which(Program) is { } path)
        {
            Assertions.SetDefaultExpectTimeout(TimeoutMs);
            _playwright = await Playwright.CreateAsync();
            // Chromium's sandbox does not work for root, and the tests open only pages of this repository.
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] });
        }
    }

    /// <summary>Opens an address. A test is skipped on a machine without Chromium, but it fails in CI.</summary>
    public async Task<OpenPage> OpenAsync(Uri address, ColorScheme scheme = ColorScheme.Light)
    {
        const string missing = $"{Program} is not installed. Install it: apt-get install {Program}, or run .ci/run.";
        Assert.SkipWhen(_browser is null && Environment.GetEnvironmentVariable("CI") is null, missing);
        var browser = _browser ?? throw new InvalidOperationException(missing);
        var context = await browser.NewContextAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = 1280, Height = 800 },
        });
        context.SetDefaultTimeout(TimeoutMs);
        return await OpenPage.OpenAsync(context, address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
