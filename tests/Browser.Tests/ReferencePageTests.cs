using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.Testing;
using static Microsoft.Playwright.Assertions;

namespace Lectern.Browser.Tests;

public sealed class ReferencePageTests(DemoSchool school, Chromium chromium) : IClassFixture<DemoSchool>
{
    private const string Answer = ".live-responses-table .response-col_description .code";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_is_clean_closed_open_and_after_a_request_that_it_sent(ColorScheme scheme)
    {
        await using var open = await OpenAsync(scheme);
        await open.AssertCleanAsync();

        foreach (var summary in await open.Page.Locator(".info summary").AllAsync())
        {
            await summary.ClickAsync();
        }

        await OpenOperationAsync(open, "Students", "createStudent");
        await open.Page.Locator(".try-out__btn").ClickAsync();
        await open.AssertCleanAsync();
        await OpenOperationAsync(open, "Students", "createStudent");
        await OpenOperationAsync(open, "Students", "listStudents");
        await open.Page.Locator(".try-out__btn").ClickAsync();
        await open.Page.Locator(".execute").ClickAsync();

        await Expect(open.Page.Locator(Answer).First).ToContainTextAsync("fullName");
        await open.AssertCleanAsync();
    }

    [Fact]
    public async Task Each_operation_shows_the_roles_that_may_call_it()
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "infra", "api", "openapi.json"), TestContext.Current.CancellationToken));
        var expected = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => operation.Value))
            .Select(operation => $"{Id(operation)}: {Roles(operation)}");
        await using var open = await OpenAsync();

        string[] shown = await open.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.opblock')].map(block => block.id + ': '
                + [...block.querySelectorAll('.roles li')].map(role => role.textContent).join(' '))
            """);

        Assert.Equal(expected.Order(), shown.Order());

        static string Id(JsonElement operation) =>
            $"operations-{operation.GetProperty("tags")[0]}-{operation.GetProperty("operationId")}";

        static string Roles(JsonElement operation) => operation.TryGetProperty("x-roles", out var roles)
            ? string.Join(' ', roles.EnumerateArray())
            : "anybody";
    }

    [Fact]
    public async Task Another_caller_gets_another_answer()
    {
        await using var open = await OpenAsync();
        await OpenOperationAsync(open, "Users", "getMe");
        await open.Page.Locator(".try-out__btn").ClickAsync();

        foreach (string role in new[] { "tutor", "student", "admin" })
        {
            await open.Page.GetByLabel("Call as").SelectOptionAsync($"the demo data’s {role}");
            await open.Page.Locator(".execute").ClickAsync();

            await Expect(open.Page.Locator(Answer).First).ToContainTextAsync(RoleOf(role));
        }

        await open.AssertCleanAsync();
    }

    [Fact]
    public async Task The_keyboard_alone_opens_an_operation_and_sends_a_request()
    {
        await using var open = await OpenAsync();

        await open.TabAndPressAsync("#operations-Students-listStudents .opblock-summary-control", "Enter");
        await Expect(open.Page.Locator(".try-out__btn")).ToBeVisibleAsync();
        await open.TabAndPressAsync(".try-out__btn", "Enter");
        await open.TabAndPressAsync(".execute", "Enter");

        await Expect(open.Page.Locator(Answer).First).ToContainTextAsync("fullName");
    }

    private async Task<OpenPage> OpenAsync(ColorScheme scheme = ColorScheme.Light)
    {
        var open = await chromium.OpenAsync(school.Reference, scheme);
        await Expect(open.Page.Locator(".opblock").First).ToBeVisibleAsync();
        return open;
    }

    /// <summary>Opens an operation, or closes it.</summary>
    private static Task OpenOperationAsync(OpenPage open, string tag, string operation) =>
        open.Page.Locator($"#operations-{tag}-{operation} .opblock-summary-control").ClickAsync();

    private static Regex RoleOf(string role) => new($"\"role\": \"{role}\"");
}
