namespace Lectern.DatabaseUrls;

/// <summary>A parameter and its name in each dialect; null if the dialect has none.</summary>
/// <param name="Name">The canonical name: libpq's, if libpq has one.</param>
internal sealed record UrlParameter(string Name)
{
    public string? Libpq { get; init; }

    public string? Npgsql { get; init; }

    public string? Asyncpg { get; init; }

    public string? Pg8000 { get; init; }

    public string? Jdbc { get; init; }

    public UrlValues Values { get; init; } = UrlValues.Text;

    /// <summary>Can it be left out for a driver without it? Not if TLS, identity or meaning would change.</summary>
    public bool MayBeLost { get; init; }

    /// <summary>Values that equal the driver's behaviour, so they can be left out even if others cannot.</summary>
    public string[] Harmless { get; init; } = [];

    /// <summary>Is the value a secret?</summary>
    public bool IsSecret { get; init; }

    public string? NameIn(Dialect dialect) => dialect switch
    {
        Dialect.Npgsql => Npgsql,
        Dialect.Asyncpg => Asyncpg,
        Dialect.Pg8000 => Pg8000,
        Dialect.Jdbc => Jdbc,
        _ => Libpq,
    };
}
