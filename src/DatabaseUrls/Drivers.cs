using System.Collections.Immutable;

namespace Lectern.DatabaseUrls;

/// <summary>The names, schemes and capabilities of the drivers.</summary>
public static class Drivers
{
    private static readonly ImmutableArray<DriverFacts> All =
    [
        new(Driver.Npgsql, "npgsql", Engine.PostgreSql, Dialect.Npgsql, null),
        new(Driver.Libpq, "libpq", Engine.PostgreSql, Dialect.Libpq, "postgresql"),
        new(Driver.LibpqKeywords, "libpq-keywords", Engine.PostgreSql, Dialect.Libpq, null),
        new(Driver.Asyncpg, "asyncpg", Engine.PostgreSql, Dialect.Asyncpg, "postgresql+asyncpg", Sync: false),
        new(Driver.Psycopg2, "psycopg2", Engine.PostgreSql, Dialect.Libpq, "postgresql+psycopg2", Async: false),
        // SQLAlchemy's dialect "psycopg" serves create_engine and create_async_engine alike.
        new(Driver.Psycopg, "psycopg", Engine.PostgreSql, Dialect.Libpq, "postgresql+psycopg"),
        new(Driver.PsycopgAsync, "psycopg_async", Engine.PostgreSql, Dialect.Libpq, "postgresql+psycopg_async",
            Sync: false),
        new(Driver.Pg8000, "pg8000", Engine.PostgreSql, Dialect.Pg8000, "postgresql+pg8000", Async: false),
        new(Driver.Jdbc, "jdbc", Engine.PostgreSql, Dialect.Jdbc, null),
        new(Driver.Asyncmy, "asyncmy", Engine.MySql, null, "mysql+asyncmy", Sync: false),
        new(Driver.Aiomysql, "aiomysql", Engine.MySql, null, "mysql+aiomysql", Sync: false),
        new(Driver.Pymysql, "pymysql", Engine.MySql, null, "mysql+pymysql", Async: false),
        new(Driver.Aiosqlite, "aiosqlite", Engine.Sqlite, null, "sqlite+aiosqlite", Sync: false),
        new(Driver.Sqlite, "sqlite", Engine.Sqlite, null, "sqlite", Async: false),
    ];

    /// <summary>The names as they are written on a command line, in the order of <see cref="Driver"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(driver => driver.Name)];

    /// <summary>The name of a driver as it is written on a command line.</summary>
    /// <param name="driver">The driver.</param>
    /// <returns>For example <c>psycopg_async</c>.</returns>
    public static string NameOf(Driver driver) => Of(driver).Name;

    /// <summary>Finds a driver by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>, in any case.</param>
    /// <param name="driver">The driver.</param>
    /// <returns>False if there is no driver of that name.</returns>
    public static bool TryParse(string name, out Driver driver)
    {
        var found = All.FirstOrDefault(facts => facts.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        driver = found?.Driver ?? default;
        return found is not null;
    }

    internal static DriverFacts Of(Driver driver) => All[(int)driver];

    internal static DriverFacts? ByScheme(string scheme) => scheme switch
    {
        "postgres" => Of(Driver.Libpq), // libpq manual, "Connection URIs": both designators are the same.
        "sqlite+pysqlite" => Of(Driver.Sqlite), // SQLAlchemy's long name of its default driver.
        _ => All.FirstOrDefault(facts => facts.Scheme == scheme),
    };
}

internal enum Engine
{
    PostgreSql,
    MySql,
    Sqlite,
}

/// <summary>The dialects of parameter names. psycopg passes SQLAlchemy's query to libpq unchanged.</summary>
internal enum Dialect
{
    Libpq,
    Npgsql,
    Asyncpg,
    Pg8000,
    Jdbc,
}

/// <param name="Driver">The driver.</param>
/// <param name="Name">Its name on a command line.</param>
/// <param name="Engine">The database that it opens.</param>
/// <param name="Dialect">Its parameter names; null if they are not parsed.</param>
/// <param name="Scheme">The text before <c>://</c>; null if it has another form.</param>
/// <param name="Async">Can it serve asynchronous code?</param>
/// <param name="Sync">Can it serve synchronous code?</param>
internal sealed record DriverFacts(
    Driver Driver, string Name, Engine Engine, Dialect? Dialect, string? Scheme, bool Async = true, bool Sync = true);
