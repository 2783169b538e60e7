using Xunit;

namespace Lectern.Docs.Tests;

/// <summary>docs/make-it-yours.md, followed to its end, where tests look at every function that is left.</summary>
[Collection(ScratchCopy.Collection)]
public sealed class MakeItYoursTests
{
    [Fact]
    public async Task Who_follows_the_page_has_a_backend_without_our_name_and_without_what_was_removed()
    {
        using var copy = await ScratchCopy.CreateAsync();

        await copy.FollowAsync(Page.Read("docs/make-it-yours.md"));

        Assert.Equal("", await copy.RunAsync("git grep -il lectern || test $? -eq 1"));
        string description = await copy.ReadAsync("infra/api/openapi.json");
        Assert.DoesNotContain("\"/payments", description, StringComparison.Ordinal);
        Assert.DoesNotContain("\"/bot-", description, StringComparison.Ordinal);
        Assert.Contains("\"/students", description, StringComparison.Ordinal);
    }
}
