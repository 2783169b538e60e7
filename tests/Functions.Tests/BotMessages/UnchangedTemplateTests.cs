using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.BotMessages;

public sealed class UnchangedTemplateTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"body":"{{a}}"}""")]
    public async Task A_patch_of_nothing_or_of_the_text_that_is_there_keeps_version_and_time(string patch)
    {
        var (path, created) = await NewTemplate.CreateAsync(api, "{{a}}");

        var unchanged = await api.PatchAsync(path, patch, ("If-Match", created.ETag!));

        Assert.Equal(HttpStatusCode.OK, unchanged.Status);
        Assert.Equal((created.ETag, created.Text), (unchanged.ETag, unchanged.Text));
    }
}
