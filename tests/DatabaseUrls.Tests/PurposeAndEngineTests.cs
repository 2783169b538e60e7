using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class PurposeAndEngineTests
{
    [Theory]
    [InlineData("postgresql://db", "npgsql", Purpose.Application, "Host=db;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db", "npgsql", Purpose.Migration, "Host=db;Pooling=False;GSS Encryption Mode=Disable")]
    [InlineData("Host=db;Pooling=true", "npgsql", Purpose.Migration,
        "Host=db;Pooling=False;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://a,b", "npgsql", Purpose.Migration,
        "Host=a,b;Pooling=False;Target Session Attributes=primary;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://a,b", "libpq", Purpose.Migration, "postgresql://a,b?target_session_attrs=primary")]
    [InlineData("postgresql://a,b?target_session_attrs=any", "libpq", Purpose.Migration,
        "postgresql://a,b?target_session_attrs=any")]
    [InlineData("postgresql://a,b", "npgsql", Purpose.Application, "Host=a,b;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?pgbouncer=true", "npgsql", Purpose.Application,
        "Host=db;Max Auto Prepare=0;No Reset On Close=True;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db?pgbouncer=true", "npgsql", Purpose.Migration, "error PurposeMismatch")]
    [InlineData("postgresql://db", "asyncpg", Purpose.Application, "postgresql+asyncpg://db")]
    [InlineData("postgresql://db", "asyncpg", Purpose.Migration, "error PurposeMismatch")]
    [InlineData("postgresql://db", "psycopg2", Purpose.Application, "error PurposeMismatch")]
    [InlineData("postgresql://db", "psycopg", Purpose.Application, "postgresql+psycopg://db")]
    [InlineData("postgresql://db", "psycopg", Purpose.Migration, "postgresql+psycopg://db")]
    [InlineData("mysql+asyncmy://db/s", "pymysql", Purpose.Migration, "mysql+pymysql://db/s")]
    [InlineData("mysql+asyncmy://db/s", "asyncmy", Purpose.Migration, "error PurposeMismatch")]
    public void A_purpose_adds_the_parameters_that_it_needs(string from, string driver, Purpose purpose, string to) =>
        Assert.Equal(to, Conversion.Of(from, driver, purpose));

    [Theory]
    [InlineData("mysql+asyncmy://u:p%zz+@h:1/d?charset=utf8mb4&x", "pymysql",
        "mysql+pymysql://u:p%zz+@h:1/d?charset=utf8mb4&x")]
    [InlineData("mysql+aiomysql://u:p@h/d", "pymysql", "mysql+pymysql://u:p@h/d")]
    [InlineData("mysql+pymysql://u:p@h/d", "asyncmy", "mysql+asyncmy://u:p@h/d")]
    [InlineData("mysql+pymysql://u:p@h/d", "aiomysql", "mysql+aiomysql://u:p@h/d")]
    [InlineData("sqlite+aiosqlite:///./school.db", "sqlite", "sqlite:///./school.db")]
    [InlineData("sqlite:////var/school.db?mode=ro", "aiosqlite", "sqlite+aiosqlite:////var/school.db?mode=ro")]
    [InlineData("sqlite://", "aiosqlite", "sqlite+aiosqlite://")]
    [InlineData("sqlite+pysqlite:///:memory:", "aiosqlite", "sqlite+aiosqlite:///:memory:")]
    [InlineData("mysql+asyncmy://u:p@h/d", "npgsql", "error DriverMismatch")]
    [InlineData("sqlite:///x.db", "npgsql", "error DriverMismatch")]
    [InlineData("sqlite:///x.db", "pymysql", "error DriverMismatch")]
    [InlineData("postgresql://h/d", "pymysql", "error DriverMismatch")]
    public void Mysql_and_sqlite_change_their_driver_and_nothing_else(string from, string driver, string to) =>
        Assert.Equal(to, Conversion.Of(from, driver));
}
