namespace Lectern.DatabaseUrls;

/// <summary>The drivers; each has its own dialect of connection strings.</summary>
public enum Driver
{
    /// <summary>Npgsql: keywords, <c>Host=…;Username=…</c>.</summary>
    Npgsql,

    /// <summary>libpq (psql, pg_dump, most languages): <c>postgresql://…</c>.</summary>
    Libpq,

    /// <summary>libpq in its other form: keywords, <c>host=… user=…</c>.</summary>
    LibpqKeywords,

    /// <summary>asyncpg by SQLAlchemy: <c>postgresql+asyncpg://…</c>.</summary>
    Asyncpg,

    /// <summary>psycopg2 by SQLAlchemy: <c>postgresql+psycopg2://…</c>.</summary>
    Psycopg2,

    /// <summary>psycopg 3 by SQLAlchemy, sync or async: <c>postgresql+psycopg://…</c>.</summary>
    Psycopg,

    /// <summary>psycopg 3 by SQLAlchemy, async: <c>postgresql+psycopg_async://…</c>.</summary>
    PsycopgAsync,

    /// <summary>pg8000 by SQLAlchemy: <c>postgresql+pg8000://…</c>.</summary>
    Pg8000,

    /// <summary>pgjdbc: <c>jdbc:postgresql://…</c>.</summary>
    Jdbc,

    /// <summary>MySQL by SQLAlchemy, async: <c>mysql+asyncmy://…</c>.</summary>
    Asyncmy,

    /// <summary>MySQL by SQLAlchemy, async: <c>mysql+aiomysql://…</c>.</summary>
    Aiomysql,

    /// <summary>MySQL by SQLAlchemy, sync: <c>mysql+pymysql://…</c>.</summary>
    Pymysql,

    /// <summary>SQLite by SQLAlchemy, async: <c>sqlite+aiosqlite://…</c>.</summary>
    Aiosqlite,

    /// <summary>SQLite by SQLAlchemy, sync: <c>sqlite://…</c>.</summary>
    Sqlite,
}
