using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class ParameterConversionTests
{
    [Theory]
    [InlineData("postgresql://db?sslmode=disable", "npgsql", "Host=db;SSL Mode=Disable;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?sslmode=allow", "npgsql", "Host=db;SSL Mode=Allow;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?sslmode=prefer", "npgsql", "Host=db;SSL Mode=Prefer;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?sslmode=require", "npgsql", "Host=db;SSL Mode=Require;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?sslmode=verify-ca", "npgsql",
        "Host=db;SSL Mode=VerifyCA;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?sslmode=verify-full", "npgsql",
        "Host=db;SSL Mode=VerifyFull;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?sslmode=verify-full", "asyncpg", "postgresql+asyncpg://db?ssl=verify-full")]
    [InlineData("postgresql+asyncpg://db?ssl=require", "libpq", "postgresql://db?sslmode=require")]
    [InlineData("postgresql+asyncpg://db?ssl=require", "npgsql",
        "Host=db;SSL Mode=Require;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?sslmode=require", "psycopg", "postgresql+psycopg://db?sslmode=require")]
    [InlineData("postgresql://db?sslmode=verify-ca", "jdbc", "jdbc:postgresql://db/?sslmode=verify-ca")]
    [InlineData("jdbc:postgresql://db/s?ssl=true", "libpq", "postgresql://db/s?sslmode=verify-full")]
    [InlineData("jdbc:postgresql://db/s?ssl", "libpq", "postgresql://db/s?sslmode=verify-full")]
    [InlineData("jdbc:postgresql://db/s?ssl=true&sslmode=require", "libpq", "postgresql://db/s?sslmode=require")]
    [InlineData("jdbc:postgresql://db/s?ssl=false", "libpq", "postgresql://db/s")]
    [InlineData("postgresql://db?sslmode=require", "pg8000", "error UnsupportedByDriver")]
    [InlineData("postgresql://db?sslmode=verify-full", "pg8000", "error UnsupportedByDriver")]
    [InlineData("postgresql://db?sslmode=prefer", "pg8000", "postgresql+pg8000://db")]
    [InlineData("postgresql://db?sslrootcert=/ca.pem", "asyncpg", "error UnsupportedByDriver")]
    [InlineData("postgresql://db?channel_binding=require", "npgsql",
        "Host=db;Channel Binding=Require;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?channel_binding=require", "jdbc",
        "jdbc:postgresql://db/?channelBinding=require")]
    [InlineData("postgresql://db?channel_binding=require", "asyncpg", "error UnsupportedByDriver")]
    [InlineData("postgresql://db?channel_binding=prefer", "asyncpg", "postgresql+asyncpg://db")]
    [InlineData("postgresql://db?gssencmode=require", "npgsql", "error UnsupportedByDriver")]
    [InlineData("postgresql://db?gssencmode=prefer", "npgsql", "Host=db;GSS Encryption Mode=Disable")]
    public void Each_driver_is_told_about_tls_in_its_words_or_not_opened_without(
        string from, string driver, string to) => Assert.Equal(to, Conversion.Of(from, driver));

    [Theory]
    [InlineData("postgresql+asyncpg://db?sslmode=require", "asyncpg", "postgresql+asyncpg://db?ssl=require")]
    [InlineData("postgresql+asyncpg://db?ssl=true", "libpq", "postgresql://db?sslmode=verify-full")]
    [InlineData("postgresql://db?ssl=true", "libpq", "postgresql://db?sslmode=require")]
    [InlineData("postgresql://db?ssl=verify-full", "libpq", "postgresql://db?sslmode=verify-full")]
    [InlineData("postgresql://db?ssl=0", "libpq", "postgresql://db?sslmode=disable")]
    [InlineData("postgresql://db?sslmode=VerifyFull", "libpq", "postgresql://db?sslmode=verify-full")]
    [InlineData("postgresql://db?SSL%20Mode=Require", "libpq", "postgresql://db?sslmode=require")]
    [InlineData("Host=db;sslmode=verify-full", "npgsql",
        "Host=db;SSL Mode=VerifyFull;GSS Encryption Mode=Disable")]
    [InlineData("host=db ssl=require", "libpq", "postgresql://db?sslmode=require")]
    [InlineData("postgresql+psycopg://db?ssl=require", "psycopg", "postgresql+psycopg://db?sslmode=require")]
    [InlineData("postgresql+asyncpg://a:1,b:2/s", "libpq", "postgresql://a:1,b:2/s")]
    [InlineData("postgresql+psycopg2://%2Ftmp/s", "libpq", "postgresql://%2Ftmp/s")]
    [InlineData("postgresql://db?ApplicationName=x", "libpq", "postgresql://db?application_name=x")]
    [InlineData("postgresql://db?options=-ca=b", "libpq", "postgresql://db?options=-ca%3Db")]
    public void Another_drivers_word_is_translated_unless_strict(string from, string driver, string to)
    {
        Assert.Equal(to, Conversion.Of(from, driver));
        Assert.Equal("error ForeignParameter", Conversion.Of(from, driver, strict: true));
        Assert.NotEmpty(DatabaseUrl.Parse(from).Notes);
    }

    [Theory]
    [InlineData("postgresql://db?connect_timeout=10", "npgsql", "Host=db;Timeout=10;GSS Encryption Mode=Disable")]
    [InlineData("Host=db;Timeout=10", "libpq", "postgresql://db?connect_timeout=10")]
    [InlineData("postgresql://db?connect_timeout=10", "jdbc", "jdbc:postgresql://db/?connectTimeout=10")]
    [InlineData("postgresql://db?connect_timeout=10", "asyncpg", "postgresql+asyncpg://db")]
    [InlineData("postgresql://db?connect_timeout=5000", "npgsql", "error InvalidValue")]
    [InlineData("postgresql://db?connect_timeout=soon", "libpq", "error InvalidValue")]
    [InlineData("postgresql://db?application_name=lectern%20api", "npgsql",
        "Host=db;Application Name=\"lectern api\";GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?application_name=x", "jdbc", "jdbc:postgresql://db/?ApplicationName=x")]
    [InlineData("postgresql://db?application_name=x", "pg8000", "postgresql+pg8000://db?application_name=x")]
    [InlineData("postgresql://db?application_name=x", "asyncpg", "postgresql+asyncpg://db")]
    [InlineData("postgresql://db?options=-c%20statement_timeout%3D5s", "npgsql",
        "Host=db;Options=\"-c statement_timeout=5s\";GSS Encryption Mode=Disable")]
    [InlineData("jdbc:postgresql://db/?options=-c+a%3Db", "libpq", "postgresql://db?options=-c%20a%3Db")]
    [InlineData("postgresql://db?options=-cx%3Dy", "asyncpg", "error UnsupportedByDriver")]
    [InlineData("Host=db;Search Path=school", "jdbc", "jdbc:postgresql://db/?currentSchema=school")]
    [InlineData("Host=db;Search Path=school", "libpq", "error UnsupportedByDriver")]
    [InlineData("postgresql://db?keepalives=1&keepalives_idle=30", "npgsql",
        "Host=db;TCP Keepalive=True;TCP Keepalive Time=30;GSS Encryption Mode=Disable")]
    [InlineData("Host=db;TCP Keepalive=yes", "libpq", "postgresql://db?keepalives=1")]
    [InlineData("postgresql://a,b?load_balance_hosts=random", "npgsql",
        "Host=a,b;Load Balance Hosts=True;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?hostaddr=10.0.0.1", "npgsql", "error UnsupportedByDriver")]
    [InlineData("postgresql://db?hostaddr=10.0.0.1", "psycopg", "postgresql+psycopg://db?hostaddr=10.0.0.1")]
    [InlineData("jdbc:postgresql://db/?prepareThreshold=3", "jdbc", "jdbc:postgresql://db/?prepareThreshold=3")]
    [InlineData("jdbc:postgresql://db/?prepareThreshold=3", "libpq", "postgresql://db")]
    [InlineData("jdbc:postgresql://db/?sslfactory=a.B", "libpq", "error UnsupportedByDriver")]
    [InlineData("jdbc:postgresql://db/?gssEncMode=allow", "jdbc", "jdbc:postgresql://db/?gssEncMode=allow")]
    [InlineData("jdbc:postgresql://db/?gssEncMode=allow", "npgsql", "Host=db;GSS Encryption Mode=Disable")]
    [InlineData("postgresql+asyncpg://db?prepared_statement_cache_size=9", "asyncpg",
        "postgresql+asyncpg://db?prepared_statement_cache_size=9")]
    [InlineData("postgresql://db?sslmod=require", "libpq", "error UnknownParameter")]
    public void Parameters_have_each_drivers_name(string from, string driver, string to) =>
        Assert.Equal(to, Conversion.Of(from, driver));

    [Theory]
    [InlineData("postgresql://db?pgbouncer=true", "npgsql",
        "Host=db;Max Auto Prepare=0;No Reset On Close=True;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?pgbouncer=false", "npgsql", "Host=db;GSS Encryption Mode=Disable")]
    [InlineData("Host=db;Max Auto Prepare=9;pgbouncer=true", "npgsql",
        "Host=db;Max Auto Prepare=9;No Reset On Close=True;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?pgbouncer=true", "asyncpg",
        "postgresql+asyncpg://db?prepared_statement_cache_size=0")]
    [InlineData("postgresql://db?pgbouncer=true", "jdbc", "jdbc:postgresql://db/?prepareThreshold=0")]
    [InlineData("postgresql://db?pgbouncer=true", "libpq", "postgresql://db")]
    [InlineData("postgresql://db?pgbouncer=true", "psycopg", "postgresql+psycopg://db")]
    [InlineData("postgresql://db?pgbouncer=1", "libpq", "postgresql://db")]
    [InlineData("postgresql://db?pgbouncer=perhaps", "libpq", "error InvalidValue")]
    public void A_pooler_in_front_turns_off_what_it_cannot_keep(string from, string driver, string to) =>
        Assert.Equal(to, Conversion.Of(from, driver));
}
