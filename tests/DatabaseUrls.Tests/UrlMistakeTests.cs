using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class UrlMistakeTests
{
    [Fact]
    public void A_tab_at_the_end_belongs_to_the_database_and_a_line_break_does_not() =>
        Assert.Equal("db\t", DatabaseUrl.Parse("postgresql://host/db\t\r\n").Database);

    [Theory]
    [InlineData("", UrlMistakeKind.Empty, "set DATABASE_URL")]
    [InlineData("   ", UrlMistakeKind.Empty, "set DATABASE_URL")]
    [InlineData("db.example.com", UrlMistakeKind.UnknownFormat, "postgresql://user:password@host:5432/database")]
    [InlineData("oracle://db/s", UrlMistakeKind.UnknownScheme, "postgresql://")]
    [InlineData("postgresql+psycopg3://db/s", UrlMistakeKind.UnknownScheme, "psycopg")]
    [InlineData("jdbc:mysql://db/s", UrlMistakeKind.UnknownScheme, "jdbc:postgresql:")]
    [InlineData("postgresql://ada:100%@db", UrlMistakeKind.BadPercentEncoding, "%25")]
    [InlineData("postgresql://ada:%zz@db", UrlMistakeKind.BadPercentEncoding, "%25")]
    [InlineData("postgresql://ada:%4@db", UrlMistakeKind.BadPercentEncoding, "%25")]
    [InlineData("postgresql+asyncpg://ada:100%@db", UrlMistakeKind.BadPercentEncoding, "%25")]
    [InlineData("postgresql://ada:%ff@db", UrlMistakeKind.BadPercentEncoding, "%C3%A9")]
    [InlineData("postgresql://ada:%00@db", UrlMistakeKind.InvalidCharacter, "Take it out")]
    [InlineData("postgresql://ada:p@ss@db", UrlMistakeKind.UnencodedCharacter, "@ is %40")]
    [InlineData("postgresql://ada:p/ss@db/s", UrlMistakeKind.UnencodedCharacter, "/ is %2F")]
    [InlineData("jdbc:postgresql://ada:pw@db/s", UrlMistakeKind.UnencodedCharacter, "?user=…&password=…")]
    [InlineData("postgresql://db:postgres/s", UrlMistakeKind.InvalidPort, "host:5432")]
    [InlineData("postgresql://db:0/s", UrlMistakeKind.InvalidPort, "host:5432")]
    [InlineData("postgresql://db:65536/s", UrlMistakeKind.InvalidPort, "host:5432")]
    [InlineData("host=db port=-1", UrlMistakeKind.InvalidPort, "host:5432")]
    [InlineData("Host=db;Port=x", UrlMistakeKind.InvalidPort, "host:5432")]
    [InlineData("postgresql://[::1/s", UrlMistakeKind.InvalidHost, "[::1]:5432")]
    [InlineData("host=db password=a;Port=1", UrlMistakeKind.InvalidHost, "not a mixture")]
    [InlineData("host=db password='a", UrlMistakeKind.MalformedKeywords, "within the quotes")]
    [InlineData("host=db password=a b", UrlMistakeKind.MalformedKeywords, "password='…'")]
    [InlineData("Host=db;Password='a", UrlMistakeKind.MalformedKeywords, "is written twice")]
    [InlineData("postgresql://db?sslmod=require", UrlMistakeKind.UnknownParameter, "docs/database-url.md")]
    [InlineData("postgresql://db?sslmode=always", UrlMistakeKind.InvalidValue, "verify-ca, verify-full")]
    [InlineData("Host=db;SSL Mode=Always", UrlMistakeKind.InvalidValue, "VerifyCA, VerifyFull")]
    [InlineData("Host=db;Maximum Pool Size=many", UrlMistakeKind.InvalidValue, "Npgsql's page")]
    public void A_mistake_is_named_with_its_remedy(string text, UrlMistakeKind kind, string remedy)
    {
        var exception = Assert.Throws<DatabaseUrlException>(() => DatabaseUrl.Parse(text));
        Assert.Equal(kind, exception.Kind);
        Assert.Contains(remedy, exception.Mistake.Remedy, StringComparison.Ordinal);
        Assert.Equal(exception.Mistake.ToString(), exception.Message);
    }

    [Theory]
    [InlineData("postgresql+asyncpg://db?sslmode=require", "Write ssl=… for it.")]
    [InlineData("postgresql://db?ssl=true", "Write sslmode=… for it.")]
    [InlineData("postgresql+psycopg2://db?ssl=require", "Write sslmode=… for it.")]
    [InlineData("Host=db;sslmode=verify-full", "Write Disable, Allow, Prefer, Require, VerifyCA, VerifyFull.")]
    [InlineData("postgresql+pg8000://db?sslmode=require",
        "Leave it out and pass connect_args={\"ssl_context\": ssl.create_default_context()}.")]
    [InlineData("postgresql://db?pgbouncer=true", "Leave it out, or ask for a driver that has it.")]
    public void Another_drivers_word_is_an_error_when_strict(string text, string remedy)
    {
        var exception = Assert.Throws<DatabaseUrlException>(() => DatabaseUrl.Parse(text, strict: true));
        Assert.Equal(UrlMistakeKind.ForeignParameter, exception.Kind);
        Assert.Equal(remedy, exception.Mistake.Remedy);
    }

    [Theory]
    [InlineData("postgresql://db?sslmode=require", Driver.Pg8000, "ssl_context")]
    [InlineData("postgresql://db?sslrootcert=/ca.pem", Driver.Asyncpg, "ssl.SSLContext")]
    [InlineData("postgresql://db?options=-cx%3Dy", Driver.Asyncpg, "server_settings")]
    [InlineData("Host=db;Search Path=a", Driver.Libpq, "options=-csearch_path=")]
    [InlineData("postgresql://%2Ftmp", Driver.Jdbc, "socketFactory")]
    [InlineData("postgresql://a,b", Driver.Pg8000, "psycopg")]
    [InlineData("postgresql://ada:pw%0A@db", Driver.Npgsql, "a file that the value was read from")]
    [InlineData("sqlite:///x.db", Driver.Npgsql, "postgresql://")]
    [InlineData("mysql+asyncmy://db/s", Driver.Npgsql, "postgresql://")]
    public void A_driver_that_cannot_open_the_url_says_what_to_do(string text, Driver driver, string remedy)
    {
        var url = DatabaseUrl.Parse(text);
        var exception = Assert.Throws<DatabaseUrlException>(() => url.Render(driver));
        Assert.True(exception.Mistake.IsDriverMismatch);
        Assert.Contains(remedy, exception.Mistake.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://db?application_name=x", Driver.Asyncpg, "server_settings")]
    [InlineData("postgresql://db?connect_timeout=3", Driver.Asyncpg, "timeout")]
    [InlineData("postgresql://db?pgbouncer=true", Driver.Asyncpg, "statement_cache_size")]
    [InlineData("postgresql://db?pgbouncer=true", Driver.Psycopg, "prepare_threshold")]
    [InlineData("Host=db;Maximum Pool Size=7", Driver.Libpq, "Leave it out")]
    public void What_a_driver_does_without_is_noted_and_an_error_when_strict(string text, Driver driver, string remedy)
    {
        var url = DatabaseUrl.Parse(text);
        var note = Assert.Single(url.Convert(driver).Notes);
        Assert.Contains(remedy, note.Remedy, StringComparison.Ordinal);
        Assert.Throws<DatabaseUrlException>(() => url.Render(driver, new RenderOptions { Strict = true }));
    }

    [Fact]
    public void A_text_or_a_list_of_hosts_without_end_is_refused()
    {
        string hosts = string.Join(',', Enumerable.Repeat("db", DatabaseUrl.MaxHosts + 1));
        Assert.False(DatabaseUrl.TryParse($"postgresql://{hosts}/s", out _, out var mistake));
        Assert.Equal(UrlMistakeKind.TooLong, mistake.Kind);
        Assert.False(DatabaseUrl.TryParse("host=" + new string('x', DatabaseUrl.MaxTextLength), out _, out mistake));
        Assert.Equal(UrlMistakeKind.TooLong, mistake.Kind);
    }

    [Fact]
    public void No_text_at_all_is_a_mistake_and_not_a_crash()
    {
        Assert.False(DatabaseUrl.TryParse(null, out var url, out var mistake));
        Assert.Null(url);
        Assert.Equal(UrlMistakeKind.Empty, mistake.Kind);
    }
}
