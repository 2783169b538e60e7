using FsCheck.Fluent;
using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class GarbageTests
{
    [Fact]
    public void Nothing_but_its_own_exception_leaves_the_parser() =>
        RandomUrls.ForAll(RandomUrls.Garbage, ReadAndWrite);

    [Fact]
    public void Nothing_but_its_own_exception_leaves_the_parser_for_any_characters() =>
        RandomUrls.ForAll(ArbMap.Default.GeneratorFor<string?>(), text => ReadAndWrite(text ?? ""));

    private static void ReadAndWrite(string text)
    {
        if (!DatabaseUrl.TryParse(text, out var url, out var mistake))
        {
            Assert.NotEmpty(mistake.Remedy);
            return;
        }

        Assert.NotEmpty(url.ToString());
        foreach (var driver in Enum.GetValues<Driver>())
        {
            try
            {
                _ = url.Render(driver);
            }
            catch (DatabaseUrlException)
            {
                // The only documented exception.
            }
        }
    }
}
