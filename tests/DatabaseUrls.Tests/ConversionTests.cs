using Xunit;

namespace Lectern.DatabaseUrls.Tests;

/// <summary>Each row has a connection string, a driver, and the connection string for that driver.</summary>
public sealed class ConversionTests
{
    [Theory]
    [InlineData("postgresql://ada:pw@db/school", "npgsql",
        "Host=db;Database=school;Username=ada;Password=pw;GSS Encryption Mode=Disable")]
    [InlineData("postgres://ada:pw@db/school", "libpq", "postgresql://ada:pw@db/school")]
    [InlineData("postgresql://ada:pw@db/school", "libpq-keywords", "host=db dbname=school user=ada password=pw")]
    [InlineData("postgresql://ada:pw@db/school", "asyncpg", "postgresql+asyncpg://ada:pw@db/school")]
    [InlineData("postgresql://ada:pw@db/school", "psycopg2", "postgresql+psycopg2://ada:pw@db/school")]
    [InlineData("postgresql://ada:pw@db/school", "psycopg", "postgresql+psycopg://ada:pw@db/school")]
    [InlineData("postgresql://ada:pw@db/school", "psycopg_async", "postgresql+psycopg_async://ada:pw@db/school")]
    [InlineData("postgresql://ada:pw@db/school", "pg8000", "postgresql+pg8000://ada:pw@db/school")]
    [InlineData("postgresql://ada:pw@db/school", "jdbc", "jdbc:postgresql://db/school?user=ada&password=pw")]
    [InlineData("postgresql+asyncpg://ada:pw@db/school", "libpq", "postgresql://ada:pw@db/school")]
    [InlineData("postgresql+psycopg2://ada:pw@db/school", "asyncpg", "postgresql+asyncpg://ada:pw@db/school")]
    [InlineData("postgresql+psycopg://ada:pw@db/school", "libpq", "postgresql://ada:pw@db/school")]
    [InlineData("postgresql+psycopg_async://ada:pw@db/school", "psycopg2", "postgresql+psycopg2://ada:pw@db/school")]
    [InlineData("postgresql+pg8000://ada:pw@db/school", "libpq", "postgresql://ada:pw@db/school")]
    [InlineData("jdbc:postgresql://db/school?user=ada&password=pw", "libpq", "postgresql://ada:pw@db/school")]
    [InlineData("host=db dbname=school user=ada password=pw", "libpq", "postgresql://ada:pw@db/school")]
    [InlineData("Host=db;Database=school;Username=ada;Password=pw", "libpq", "postgresql://ada:pw@db/school")]
    [InlineData("POSTGRESQL://ada@db/school", "libpq", "postgresql://ada@db/school")]
    [InlineData("  postgresql://ada@db/school \n", "libpq", "postgresql://ada@db/school")]
    public void Every_form_becomes_every_other(string from, string driver, string to) => Converts(from, driver, to);

    [Theory]
    [InlineData("postgresql://a%40b:p%40ss%3Aw%2Fo%3Frd%23@db/s", "libpq-keywords",
        "host=db dbname=s user=a@b password=p@ss:w/o?rd#")]
    [InlineData("postgresql://ada:p%2Bw@db/s", "libpq-keywords", "host=db dbname=s user=ada password=p+w")]
    [InlineData("postgresql://ada:p+w@db/s", "libpq-keywords", "host=db dbname=s user=ada password=p+w")]
    [InlineData("postgresql+asyncpg://ada:p+w@db/s", "libpq-keywords", "host=db dbname=s user=ada password=p+w")]
    [InlineData("postgresql://ada:a+b@db/s", "jdbc", "jdbc:postgresql://db/s?user=ada&password=a%2Bb")]
    [InlineData("jdbc:postgresql://db/s?user=ada&password=a+b", "libpq", "postgresql://ada:a%20b@db/s")]
    [InlineData("postgresql://db/s?application_name=a+b", "libpq-keywords", "host=db dbname=s application_name=a+b")]
    [InlineData("postgresql+psycopg://db/s?application_name=a+b", "libpq-keywords",
        "host=db dbname=s application_name='a b'")]
    [InlineData("postgresql://ada:100%25@db/s", "npgsql",
        "Host=db;Database=s;Username=ada;Password=100%;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://%C3%A9va:%E6%97%A5%F0%9F%94%91@db/%C3%BC", "libpq-keywords",
        "host=db dbname=ü user=éva password=日🔑")]
    [InlineData("host=db user=éva password=日🔑", "libpq", "postgresql://%C3%A9va:%E6%97%A5%F0%9F%94%91@db")]
    [InlineData("postgresql://éva@db/s", "libpq", "postgresql://%C3%A9va@db/s")]
    [InlineData("postgresql://ada:a b@db/s", "libpq", "postgresql://ada:a%20b@db/s")]
    [InlineData("postgresql://ada:p?q#r@db/s", "libpq", "postgresql://ada:p%3Fq%23r@db/s")]
    [InlineData("postgresql://ada:a:b@db/s", "libpq", "postgresql://ada:a%3Ab@db/s")]
    [InlineData("postgresql://ada:pw@db/a%2Fb", "libpq", "postgresql://ada:pw@db/a%2Fb")]
    [InlineData("postgresql://ada@db/a%20b", "asyncpg", "postgresql+asyncpg://ada@db/?database=a%20b")]
    [InlineData("postgresql://ada@db/a%20b", "psycopg2", "postgresql+psycopg2://ada@db/?dbname=a%20b")]
    [InlineData("postgresql+pg8000://ada@db/?database=a%26b", "libpq", "postgresql://ada@db/a%26b")]
    [InlineData("jdbc:postgresql://db/a%20b?user=ada", "libpq", "postgresql://ada@db/a%20b")]
    [InlineData("postgresql://ada@db/s?%61pplication_name=x", "libpq", "postgresql://ada@db/s?application_name=x")]
    public void Percent_encoding_goes_both_ways(string from, string driver, string to) => Converts(from, driver, to);

    [Theory]
    [InlineData(@"host=db password='it\'s'", "libpq", "postgresql://:it%27s@db")]
    [InlineData(@"host=db password=it\'s", "libpq", "postgresql://:it%27s@db")]
    [InlineData(@"host = db   user= ada", "libpq", "postgresql://ada@db")]
    [InlineData("host='db'\tuser='a b'\n", "libpq", "postgresql://a%20b@db")]
    [InlineData(@"host=db password='a\\b'", "libpq", "postgresql://:a%5Cb@db")]
    [InlineData("host=db password=a;b", "libpq", "postgresql://:a%3Bb@db")]
    [InlineData("host=db password='x;Port=1'", "libpq", "postgresql://:x%3BPort%3D1@db")]
    [InlineData("postgresql://:it%27s@db", "libpq-keywords", @"host=db password='it\'s'")]
    [InlineData("postgresql://:a%5Cb@db", "libpq-keywords", @"host=db password='a\\b'")]
    [InlineData("postgresql://:a%20b@db", "libpq-keywords", "host=db password='a b'")]
    public void Keywords_are_quoted_as_libpq_does(string from, string driver, string to) => Converts(from, driver, to);

    [Theory]
    [InlineData("Server=db;DB=s;User Id=ada;Pwd=pw", "libpq", "postgresql://ada:pw@db/s")]
    [InlineData("host=db;port=5433;database=s;uid=ada;psw=pw", "libpq", "postgresql://ada:pw@db:5433/s")]
    [InlineData("Host=db;User Name=ada;Password=\"a;b\"", "libpq", "postgresql://ada:a%3Bb@db")]
    [InlineData("Host=db;UserId=ada;Password='a\"b'", "libpq", "postgresql://ada:a%22b@db")]
    [InlineData("Host=db;Password=\" a \"", "libpq", "postgresql://:%20a%20@db")]
    [InlineData("Host=db;SslMode=VerifyFull;RootCertificate=/ca.pem", "libpq",
        "postgresql://db?sslmode=verify-full&sslrootcert=%2Fca.pem")]
    [InlineData("Host=db;Krbsrvname=pg", "libpq", "postgresql://db?krbsrvname=pg")]
    [InlineData("Host=db;Maximum Pool Size=7;Load Balance Timeout=60", "npgsql",
        "Host=db;Connection Lifetime=60;Maximum Pool Size=7;GSS Encryption Mode=Disable")]
    [InlineData("Host=db;MaxPoolSize=7", "npgsql", "Host=db;Maximum Pool Size=7;GSS Encryption Mode=Disable")]
    [InlineData("Host=db;Pool Size=7", "npgsql", "error UnknownParameter")]
    [InlineData("Host=db;Gss Encryption Mode=Disable", "libpq", "postgresql://db")]
    [InlineData("Host=db;GSS Encryption Mode=Require", "libpq", "postgresql://db?gssencmode=require")]
    [InlineData("postgresql://:a%3Bb%22c%27d@db", "npgsql",
        "Host=db;Password=\"a;b\"\"c'd\";GSS Encryption Mode=Disable")]
    [InlineData("postgresql://:%20a%20@db", "npgsql", "Host=db;Password=\" a \";GSS Encryption Mode=Disable")]
    public void Npgsqls_synonyms_and_quotes_are_its_own(string from, string driver, string to) =>
        Converts(from, driver, to);

    private static void Converts(string from, string driver, string to) =>
        Assert.Equal(to, Conversion.Of(from, driver));
}
