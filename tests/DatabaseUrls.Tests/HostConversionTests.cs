using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class HostConversionTests
{
    [Theory]
    [InlineData("postgresql://db:5433/s", "npgsql", "Host=db;Port=5433;Database=s;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db:5433/s", "jdbc", "jdbc:postgresql://db:5433/s")]
    [InlineData("postgresql://db:5433/s", "libpq-keywords", "host=db port=5433 dbname=s")]
    [InlineData("postgresql://[::1]:5433/s", "libpq-keywords", "host=::1 port=5433 dbname=s")]
    [InlineData("host=::1 port=5433", "libpq", "postgresql://[::1]:5433")]
    [InlineData("postgresql://[2001:db8::7]/s", "npgsql", "Host=2001:db8::7;Database=s;GSS Encryption Mode=Disable")]
    [InlineData("Host=::1;Port=5433", "libpq", "postgresql://[::1]:5433")]
    [InlineData("Host=[::1]:5433", "libpq", "postgresql://[::1]:5433")]
    [InlineData("postgresql://[::1]:5433/s", "asyncpg", "postgresql+asyncpg://[::1]:5433/s")]
    [InlineData("postgresql://[::1]:5433/s", "jdbc", "jdbc:postgresql://[::1]:5433/s")]
    [InlineData("postgresql://[fe80::1%25eth0]/s", "libpq-keywords", "host=fe80::1%eth0 dbname=s")]
    [InlineData("jdbc:postgresql://[::1]/s", "libpq", "postgresql://[::1]/s")]
    public void A_host_keeps_its_port_and_its_brackets(string from, string driver, string to) =>
        Assert.Equal(to, Conversion.Of(from, driver));

    [Theory]
    [InlineData("postgresql://a:1,b:2/s", "npgsql", "Host=a:1,b:2;Database=s;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://a,b:2/s", "libpq-keywords", "host=a,b port=,2 dbname=s")]
    [InlineData("host=a,b port=1,2", "libpq", "postgresql://a:1,b:2")]
    [InlineData("host=a,b port=7", "libpq", "postgresql://a:7,b:7")]
    [InlineData("host=a,b port=,2", "libpq", "postgresql://a,b:2")]
    [InlineData("host=a,b,c port=1,2", "libpq", "error InvalidPort")]
    [InlineData("Host=a,b:2;Port=9", "libpq", "postgresql://a:9,b:2")]
    [InlineData("postgresql://[::1]:1,[::2]/s", "npgsql", "Host=[::1]:1,[::2];Database=s;GSS Encryption Mode=Disable")]
    [InlineData("Host=[::1]:1,[::2]", "libpq", "postgresql://[::1]:1,[::2]")]
    [InlineData("postgresql://u@a:1,b:2/s", "asyncpg", "postgresql+asyncpg://u@/s?host=a%2Cb&port=1%2C2")]
    [InlineData("postgresql://u@a:1,b/s", "asyncpg", "postgresql+asyncpg://u@/s?host=a%2Cb&port=1%2C5432")]
    [InlineData("postgresql://u@a:1,b/s", "psycopg", "postgresql+psycopg://u@/s?host=a%2Cb&port=1%2C")]
    [InlineData("postgresql+psycopg2://u@/s?host=a:1&host=b:2", "libpq", "postgresql://u@a:1,b:2/s")]
    [InlineData("postgresql+psycopg2://u@/s?host=a,b&port=1,2", "libpq", "postgresql://u@a:1,b:2/s")]
    [InlineData("postgresql+psycopg2://u@/s?host=a:1", "libpq", "postgresql://u@a:1/s")]
    [InlineData("jdbc:postgresql://a:1,b:2/s?targetServerType=preferSecondary", "libpq",
        "postgresql://a:1,b:2/s?target_session_attrs=prefer-standby")]
    [InlineData("postgresql://a,b/s?target_session_attrs=standby", "jdbc",
        "jdbc:postgresql://a,b/s?targetServerType=secondary")]
    [InlineData("postgresql://a,b/s?target_session_attrs=prefer-standby", "npgsql",
        "Host=a,b;Database=s;Target Session Attributes=prefer-standby;GSS Encryption Mode=Disable")]
    [InlineData("Host=a,b;Target Session Attributes=prefer-primary", "libpq", "error UnsupportedByDriver")]
    [InlineData("Host=a,b;Target Session Attributes=prefer-primary", "jdbc",
        "jdbc:postgresql://a,b/?targetServerType=preferPrimary")]
    [InlineData("postgresql://a,b/s?target_session_attrs=read-write", "jdbc", "error UnsupportedByDriver")]
    [InlineData("postgresql://a,b/s", "pg8000", "error UnsupportedByDriver")]
    [InlineData("postgresql://a,/s", "asyncpg", "error UnsupportedByDriver")]
    public void Several_hosts_keep_their_order_and_ports(string from, string driver, string to) =>
        Assert.Equal(to, Conversion.Of(from, driver));

    [Theory]
    [InlineData("postgresql://u@%2Fvar%2Frun%2Fpostgresql:5433/s", "libpq-keywords",
        "host=/var/run/postgresql port=5433 dbname=s user=u")]
    [InlineData("postgresql:///s?host=/tmp&port=5433&user=u", "libpq", "postgresql://u@%2Ftmp:5433/s")]
    [InlineData("host=/tmp user=u", "libpq", "postgresql://u@%2Ftmp")]
    [InlineData("postgresql://u@%2Ftmp:5433/s", "npgsql",
        "Host=/tmp;Port=5433;Database=s;Username=u;GSS Encryption Mode=Disable")]
    [InlineData("Host=/tmp;Username=u", "libpq", "postgresql://u@%2Ftmp")]
    [InlineData("postgresql://u@%2Ftmp:5433/s", "asyncpg", "postgresql+asyncpg://u@/s?host=%2Ftmp&port=5433")]
    [InlineData("postgresql+asyncpg://u@/s?host=/tmp", "libpq", "postgresql://u@%2Ftmp/s")]
    [InlineData("postgresql://u@%2Ftmp/s", "psycopg2", "postgresql+psycopg2://u@/s?host=%2Ftmp")]
    [InlineData("postgresql://u@%2Ftmp/s", "pg8000",
        "postgresql+pg8000://u@/s?unix_sock=%2Ftmp%2F.s.PGSQL.5432")]
    [InlineData("postgresql+pg8000://u@/s?unix_sock=/tmp/.s.PGSQL.5433", "libpq", "postgresql://u@%2Ftmp:5433/s")]
    [InlineData("postgresql+pg8000://u@/s?unix_sock=/tmp", "libpq", "error InvalidValue")]
    [InlineData("postgresql://u@%2Ftmp/s", "jdbc", "error UnsupportedByDriver")]
    [InlineData("postgresql://u@%40abstract/s", "libpq-keywords", "host=@abstract dbname=s user=u")]
    [InlineData("postgresql://u@%40abstract/s", "asyncpg", "error UnsupportedByDriver")]
    public void A_unix_socket_is_a_directory(string from, string driver, string to) =>
        Assert.Equal(to, Conversion.Of(from, driver));

    [Theory]
    [InlineData("postgresql://", "libpq", "postgresql://")]
    [InlineData("postgresql://", "npgsql", "Host=localhost;GSS Encryption Mode=Disable")]
    [InlineData("postgresql:///s", "npgsql", "Host=localhost;Database=s;GSS Encryption Mode=Disable")]
    [InlineData("postgresql:///s", "jdbc", "jdbc:postgresql:s")]
    [InlineData("postgresql://", "jdbc", "jdbc:postgresql://")]
    [InlineData("jdbc:postgresql:s", "libpq", "postgresql:///s")]
    [InlineData("jdbc:postgresql:/", "libpq", "postgresql://")]
    [InlineData("jdbc:postgresql://db/", "libpq", "postgresql://db")]
    [InlineData("postgresql://:@db/", "libpq", "postgresql://db")]
    [InlineData("postgresql://ada:@db/", "libpq", "postgresql://ada@db")]
    [InlineData("postgresql://:pw@db/", "libpq", "postgresql://:pw@db")]
    [InlineData("postgresql://ada@", "libpq", "postgresql://ada@")]
    [InlineData("postgresql://:5433/s", "libpq", "postgresql://:5433/s")]
    [InlineData("postgresql://:5433/s", "npgsql", "Host=localhost;Port=5433;Database=s;GSS Encryption Mode=Disable")]
    [InlineData("postgresql://db:/s", "libpq", "postgresql://db/s")]
    [InlineData("host=db password='' dbname=", "libpq", "postgresql://db")]
    [InlineData("Host=db;Password=;Database=", "libpq", "postgresql://db")]
    [InlineData("postgresql://db/s?sslmode=", "libpq", "postgresql://db/s")]
    [InlineData("postgresql://db/s?", "libpq", "postgresql://db/s")]
    [InlineData("postgresql://ada@db/s?user=eve&dbname=t&port=1", "libpq", "postgresql://eve@db:1/t")]
    public void An_empty_part_is_as_good_as_none(string from, string driver, string to) =>
        Assert.Equal(to, Conversion.Of(from, driver));
}
