using FsCheck.Fluent;
using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class SecrecyTests
{
    private const string Secret = "qzxsecret";

    // The password as people paste it, without encoding, with characters that end a part of the URL.
    private static readonly FsCheck.Gen<string> Passwords =
        from parts in Gen
            .Elements("@", ":", "/", "?", "#", "%", "&", "=", ";", " ", "'", "\"", "\\", ",", "[", "]", "12", "x")
            .ArrayOf().Resize(6)
        select Secret + string.Concat(parts.Select(part => part + Secret));

    public static TheoryData<string> Forms =>
    [
        "postgresql://ada:{0}@db:5432/school?sslmode=require",
        "postgresql://ada:12/{0}@db/school",
        "postgresql://ada:{0}@db",
        "postgresql+asyncpg://ada:{0}@db/school?ssl=require",
        "postgresql+pg8000://ada:{0}@db/school",
        "postgresql://db/school?user=ada&password={0}",
        "postgresql://db/school?sslpassword={0}",
        "jdbc:postgresql://db/school?user=ada&password={0}&ssl=true",
        "jdbc:postgresql://ada:{0}@db/school",
        "host=db password={0} user=ada",
        "host=db password='{0}' user=ada",
        "Host=db;Password={0};Username=ada",
        "Host=db;Password='{0}';Username=ada",
        "Host=db;SSL Password={0};Username=ada",
        "mysql+asyncmy://ada:{0}@db/school",
        "mysql+pymysql://ada@db/school?passwd={0}",
        "ada:{0}@db/school",
        "sqlserver://ada:{0}@db/school",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_password_is_in_no_message_and_in_no_display(string form) =>
        RandomUrls.ForAll(Passwords, password =>
        {
            string text = form.Replace("{0}", password, StringComparison.Ordinal);
            Assert.All(
                Shown(text, strict: false).Concat(Shown(text, strict: true)),
                shown => Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal));
        }, count: 1000);

    [Fact]
    public void A_random_url_is_shown_without_its_password() =>
        RandomUrls.ForAll(RandomUrls.Urls, url =>
        {
            url = url with { Password = Secret };
            Assert.Contains("***", url.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, url.ToString(), StringComparison.Ordinal);
        }, count: 1000);

    [Theory]
    [InlineData("postgresql://ada:qzxsecret@db/s?sslpassword=qzxsecret", "libpq",
        "postgresql://ada:***@db/s?sslpassword=***")]
    [InlineData("postgresql://ada:qzxsecret@db/s", "npgsql",
        "Host=db;Database=s;Username=ada;Password=***;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://ada:qzxsecret@db/s", "jdbc", "jdbc:postgresql://db/s?user=ada&password=***")]
    [InlineData("postgresql://ada:qzxsecret@db/s", "libpq-keywords", "host=db dbname=s user=ada password=***")]
    [InlineData("mysql+asyncmy://ada:qzx@secret@db/s?x=1", "pymysql", "mysql+pymysql://ada:***@db/s?x=1")]
    public void A_url_is_rendered_without_its_password_when_asked(string from, string driver, string to)
    {
        Assert.True(Drivers.TryParse(driver, out var target));
        Assert.Equal(to, DatabaseUrl.Parse(from).Render(target, new RenderOptions { HidePassword = true }));
    }

    /// <summary>Everything that people or logs see of a connection string.</summary>
    private static IEnumerable<string> Shown(string text, bool strict)
    {
        DatabaseUrl url;
        try
        {
            url = DatabaseUrl.Parse(text, strict);
        }
        catch (DatabaseUrlException exception)
        {
            return [exception.ToString()];
        }

        return
        [
            url.ToString(),
            .. url.Notes.Select(note => note.ToString()),
            .. Enum.GetValues<Driver>().SelectMany(driver => Shown(url, driver)),
        ];
    }

    private static IEnumerable<string> Shown(DatabaseUrl url, Driver driver)
    {
        try
        {
            var rendering = url.Convert(driver, new RenderOptions { HidePassword = true });
            return [rendering.Text, .. rendering.Notes.Select(note => note.ToString())];
        }
        catch (DatabaseUrlException exception)
        {
            return [exception.ToString()];
        }
    }
}
