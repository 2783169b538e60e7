using Lectern.Testing;
using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class DocumentationTests
{
    private static readonly Lazy<string> Page = new(
        () => File.ReadAllText(Path.Combine(Repository.Root, "docs", "database-url.md")));

    /// <summary>pgbouncer has no row, because no driver has a name for it; the page explains it in its text.</summary>
    public static TheoryData<string> Rows =>
        [.. UrlParameters.All.Where(parameter => parameter.Name != UrlParameters.PgBouncer).Select(Row)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_page_has_the_row_of_each_parameter(string row) =>
        Assert.Contains(row, Page.Value.Split('\n'));

    [Fact]
    public void The_page_has_a_row_for_each_kind_of_mistake() =>
        Assert.All(Enum.GetNames<UrlMistakeKind>(), kind =>
            Assert.Contains($"\n| `{kind}` |", Page.Value, StringComparison.Ordinal));

    [Fact]
    public void The_page_names_each_driver() =>
        Assert.All(Drivers.Names, name => Assert.Contains($"`{name}`", Page.Value, StringComparison.Ordinal));

    private static string Row(UrlParameter parameter)
    {
        string?[] names =
            [parameter.Libpq, parameter.Npgsql, parameter.Asyncpg, parameter.Pg8000, parameter.Jdbc];
        string without = parameter.MayBeLost ? "noted"
            : parameter.Harmless.Length > 0 ? $"refused, but for {string.Join(", ", parameter.Harmless)}"
            : "refused";
        return $"| `{parameter.Name}` | {string.Join(" | ", names.Select(name => name ?? "–"))} | {without} |";
    }
}
