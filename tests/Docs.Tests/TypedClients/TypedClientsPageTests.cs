using Lectern.Docs.Tests.Following;
using Lectern.Testing;
using Xunit;

namespace Lectern.Docs.Tests.TypedClients;

public sealed class TypedClientsPageTests(PageApi api) : IClassFixture<PageApi>
{
    private const string Page = "docs/typed-clients.md";

    [Fact]
    public async Task The_client_of_the_page_compiles_and_calls_the_api_and_a_misspelt_code_does_not_compile()
    {
        DebianProgram.Find("npm");
        using var page = Follow("TypeScript");

        await page.FollowAsync();

        var misspelt = await page.RunAsync("""
            sed 's/"overloaded"/"overload"/' client.ts > misspelt.ts
            npx tsc --noEmit
            """);
        Assert.NotEqual(0, misspelt.ExitCode);
        Assert.Contains("misspelt.ts", misspelt.Output, StringComparison.Ordinal);
        Assert.Contains("\"overload\"", misspelt.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_of_kiota_compiles_and_calls_the_api()
    {
        Assert.SkipWhen(LongTests.Choose(0, 1) == 0, "It builds a project: LECTERN_LONG_TESTS=1 runs it.");
        using var page = Follow("C#");
        await page.FollowAsync();
    }

    private FollowedPage Follow(string section)
    {
        var npm = new Dictionary<string, string> { ["npm_config_ignore_scripts"] = "true" };
        var page = new FollowedPage(Page, npm, section);
        page.Replaced[PageApi.ShownAddress] = api.Address;
        return page;
    }
}
