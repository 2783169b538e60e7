namespace Lectern.DatabaseUrls;

/// <summary>What a connection string is for: the two doors of the house.</summary>
public enum Purpose
{
    /// <summary>Nothing in particular: only what the URL says.</summary>
    Any,

    /// <summary>Serving requests: asynchronous, pooled, perhaps through PgBouncer.</summary>
    Application,

    /// <summary>Changing the schema: synchronous, unpooled, straight to the primary.</summary>
    Migration,
}
