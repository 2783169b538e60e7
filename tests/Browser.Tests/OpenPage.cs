using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Lectern.Browser.Tests;

/// <summary>A page in a browser, with what it did wrong.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private const int MaxTabs = 100;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();

    private OpenPage(IBrowserContext context, IPage page, Uri address)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _faults.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _faults.Enqueue($"error: {error}");
        page.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme is not ("data" or "blob") && uri.Authority != address.Authority)
            {
                _faults.Enqueue($"request to another host: {uri}");
            }
        };
    }

    public IPage Page { get; }

    public static async Task<OpenPage> OpenAsync(IBrowserContext context, Uri address)
    {
        var opened = new OpenPage(context, await context.NewPageAsync(), address);
        await opened.Page.GotoAsync(address.ToString());
        return opened;
    }

    /// <summary>No console error, no request to another host, and nothing that axe finds.</summary>
    public async Task AssertCleanAsync()
    {
        Assert.Empty(_faults);
        var found = await Page.RunAxe();
        Assert.Empty(found.Violations.SelectMany(rule => rule.Nodes.Select(node => Line(rule, node))));
    }

    /// <summary>Presses Tab until an element has the focus.</summary>
    public async Task TabToAsync(string selector)
    {
        for (int i = 0; i < MaxTabs; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>(
                "selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{MaxTabs} times Tab do not reach {selector}.");
    }

    /// <summary>Presses Tab until an element has the focus, and then a key.</summary>
    public async Task TabAndPressAsync(string selector, string key)
    {
        await TabToAsync(selector);
        await Page.Keyboard.PressAsync(key);
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static string Line(AxeResultItem rule, AxeResultNode node) =>
        $"{rule.Id}: {rule.Help}: {node.Target} {node.Html}";
}
