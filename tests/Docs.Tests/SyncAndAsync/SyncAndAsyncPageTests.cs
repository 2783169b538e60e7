using Lectern.Docs.Tests.Following;
using Xunit;

namespace Lectern.Docs.Tests.SyncAndAsync;

public sealed class SyncAndAsyncPageTests
{
    [Fact]
    public async Task Its_commands_print_what_it_shows()
    {
        using var page = new FollowedPage("docs/sync-and-async.md");
        await page.FollowAsync();
    }
}
