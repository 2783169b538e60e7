namespace Lectern.Database;

/// <summary>How long an idempotency key answers. The API and the archive job delete older ones.</summary>
public static class KeyLifetime
{
    /// <summary>
    /// An interval in SQL. It is a part of a statement's text: a plan for all lifetimes would read the whole table.
    /// </summary>
    public const string Interval = "interval '24 hours'";
}
