using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Lectern.Browser.Tests;

public sealed partial class StatusPageTests(DemoSchool school, Chromium chromium) : IClassFixture<DemoSchool>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_is_clean_with_and_without_the_tables_of_its_plots(ColorScheme scheme)
    {
        await using var open = await OpenAsync(scheme);
        await open.AssertCleanAsync();

        foreach (var summary in await open.Page.Locator("summary").AllAsync())
        {
            await summary.ClickAsync();
        }

        await Expect(open.Page.Locator("figure table")).ToHaveCountAsync(4);
        await open.AssertCleanAsync();
        Assert.Equal(scheme == ColorScheme.Dark, await IsDarkAsync(open));
    }

    [Fact]
    public async Task Each_plot_has_a_title_a_text_for_screen_readers_and_a_table_of_its_values()
    {
        await using var open = await OpenAsync();
        foreach (string title in new[] { "Requests", "Latency", "Connection pool", "Event streams" })
        {
            var figure = open.Page.Locator("figure", new() { HasText = $"{title} as a table" });
            await Expect(figure.GetByRole(AriaRole.Heading)).ToHaveTextAsync(title);
            await Expect(figure.Locator("svg[role=img]")).ToHaveAttributeAsync("aria-label", new Regex($"^{title}: "));
            await figure.Locator("summary").ClickAsync();
            await Expect(figure.Locator("tbody th").First).ToHaveTextAsync(Time());
        }
    }

    [Fact]
    public async Task Requests_problems_and_migrations_are_in_its_tables()
    {
        using var found = await school.Client.GetAsync("students?limit=1", TestContext.Current.CancellationToken);
        using var missing = await school.Client.GetAsync(
            $"tutors/{Guid.NewGuid()}", TestContext.Current.CancellationToken);

        await using var open = await OpenAsync();

        await Expect(Row(open, "#routes", "GET /students")).ToBeVisibleAsync();
        await Expect(Row(open, "#routes", "GET /tutors/{id}")).ToBeVisibleAsync();
        await Expect(Row(open, "#problems", "not-found")).ToBeVisibleAsync();
        await Expect(Row(open, "#migrations", "1.2.3")).ToContainTextAsync("Finished");
        await Expect(open.Page.Locator("#replicas")).ToContainTextAsync("No replica is connected to the server.");
    }

    [Fact]
    public async Task The_keyboard_alone_pauses_it_and_changes_its_colours_for_good()
    {
        await using var open = await OpenAsync();

        await open.TabAndPressAsync(".skip", "Enter");
        Assert.True(await open.Page.EvaluateAsync<bool>("document.activeElement.id === 'content'"));
        await open.Page.ReloadAsync();
        await open.TabAndPressAsync("#pause", "Space");
        await Expect(open.Page.GetByRole(AriaRole.Button, new() { Name = "Pause", Pressed = true })).ToBeVisibleAsync();
        await open.TabAndPressAsync("#theme", "Enter");
        await open.Page.ReloadAsync();

        Assert.True(await IsDarkAsync(open));
        await open.AssertCleanAsync();
    }

    [Fact]
    public async Task A_status_that_cannot_be_read_is_announced_and_so_is_its_return()
    {
        await using var open = await OpenAsync();
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToBeEmptyAsync();

        await open.Page.RouteAsync("**/api/status", route => route.FulfillAsync(new()
        {
            Status = 503,
            Body = """{"code":"database-unavailable"}""",
        }));
        await UpdateAsync(open);
        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("503 database-unavailable");
        await open.Page.UnrouteAsync("**/api/status");
        await UpdateAsync(open);

        await Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The status can be read again");
    }

    private async Task<OpenPage> OpenAsync(ColorScheme scheme = ColorScheme.Light)
    {
        var open = await chromium.OpenAsync(school.Status, scheme);
        await Expect(open.Page.Locator("#facts")).ToContainTextAsync("Schema");
        return open;
    }

    // A pause that ends reads the status at once.
    private static async Task UpdateAsync(OpenPage open)
    {
        await open.Page.Locator("#pause").ClickAsync();
        await open.Page.Locator("#pause").ClickAsync();
    }

    private static ILocator Row(OpenPage open, string table, string header) =>
        open.Page.Locator($"{table} tr", new()
        {
            Has = open.Page.GetByRole(AriaRole.Rowheader, new() { Name = header, Exact = true }),
        });

    private static Task<bool> IsDarkAsync(OpenPage open) =>
        open.Page.EvaluateAsync<bool>("getComputedStyle(document.documentElement).colorScheme === 'dark'");

    [GeneratedRegex(@"^\d\d:\d\d:\d\d$")]
    private static partial Regex Time();
}
