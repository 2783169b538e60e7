using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Lectern.DatabaseUrls.Tests;

/// <summary>Random URLs whose parts contain every character that is special in a dialect.</summary>
internal static class RandomUrls
{
    public const int Count = 10_000;

    private const int MaxNameLength = 14;

    private static readonly string[] Characters =
    [
        .. "abcXYZ0189 @:/?#[]!$&'()*+,;=\"\\%<>{}|^~`_.-\t\n".Select(c => c.ToString()), "é", "ß", "日", "🔑", "%41",
    ];

    private static readonly (string Name, string[] Values)[] Choices =
    [
        ("sslmode", ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]),
        ("channel_binding", ["disable", "prefer", "require"]),
        ("gssencmode", ["disable", "prefer", "require"]),
        ("sslnegotiation", ["postgres", "direct"]),
        ("target_session_attrs",
            ["any", "primary", "standby", "prefer-standby", "prefer-primary", "read-write", "read-only"]),
        ("load_balance_hosts", ["disable", "random"]),
        ("keepalives", ["0", "1"]),
        ("connect_timeout", ["0", "3", "1024"]),
        ("keepalives_idle", ["30"]),
        ("prepareThreshold", ["5"]),
        ("Maximum Pool Size", ["7"]),
    ];

    private static readonly string[] Texts =
        ["application_name", "options", "sslrootcert", "sslpassword", "krbsrvname", "search_path", "hostaddr"];

    private static readonly Gen<string> Name =
        from length in Gen.Choose(1, MaxNameLength)
        from characters in Gen.Elements(Characters).ArrayOf(length)
        select string.Concat(characters);

    private static readonly Gen<string?> NameOrNone =
        Gen.Frequency((4, Name.Select(name => (string?)name)), (1, Gen.Constant<string?>(null)));

    private static readonly Gen<int?> Port =
        Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(1, DatabaseHost.MaxPort).Select(port => (int?)port));

    private static readonly Gen<string> HostName = Gen.Elements(
        "db", "db-1.example.com", "10.0.0.7", "::1", "2001:db8::7", "/var/run/postgresql", "/tmp/a b+c%",
        "éxample.org");

    private static readonly Gen<ImmutableArray<DatabaseHost>> Hosts =
        from count in Gen.Choose(0, 3)
        from hosts in Gen.Zip(HostName, Port, (name, port) => new DatabaseHost(name, port)).ArrayOf(count)
        select hosts.ToImmutableArray();

    private static readonly Gen<(string, string)> Parameter = Gen.OneOf(
        from choice in Gen.Elements(Choices) from value in Gen.Elements(choice.Values) select (choice.Name, value),
        from name in Gen.Elements(Texts) from value in Name select (name, value));

    public static Gen<DatabaseUrl> Urls { get; } =
        from hosts in Hosts
        from user in NameOrNone
        from password in NameOrNone
        from database in NameOrNone
        from count in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Choose(2, 4)))
        from parameters in Parameter.ArrayOf(count)
        select new DatabaseUrl
        {
            Hosts = hosts,
            User = user,
            Password = password,
            Database = database,
            Parameters = DatabaseUrl.Parse("postgresql://").Parameters.SetItems(
                parameters.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))),
        };

    public static Gen<string> Names => Name;

    /// <summary>Parts of all dialects in random order: closer to real mistakes than random characters.</summary>
    public static Gen<string> Garbage { get; } = Gen.Choose(1, 12)
        .SelectMany(length => Gen.Frequency((1, Name), (2, Gen.Elements(
            "postgresql://", "postgres://", "postgresql+asyncpg://", "postgresql+pg8000://", "jdbc:postgresql:", "://",
            "mysql+asyncmy://", "//", "host=", "Host=", ";", "&", "?", "@", ":", ",", "[", "]", "%", "%4", "%00", "%ff",
            "'", "\"", "\\", " ", "=", "password=", "Password=", "sslmode=", "ssl=", "port=", "Port=", "5432", "-1",
            "99999", "unix_sock=", "/.s.PGSQL.", "Timeout=", "connect_timeout=", "pgbouncer=true", "user", "\0",
            "\ud800", "Require Auth=", "SSL Mode=", "Pooling=", "Encoding=")))
            .ArrayOf(length))
        .Select(string.Concat);

    public static void ForAll<T>(Gen<T> values, Action<T> check, int count = Count) =>
        Prop.ForAll(values.ToArbitrary(), check)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));
}
