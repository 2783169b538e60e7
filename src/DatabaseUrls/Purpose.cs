namespace Lectern.DatabaseUrls;

/// <summary>The purpose of a connection string.</summary>
public enum Purpose
{
    /// <summary>No purpose: nothing is added to the URL.</summary>
    Any,

    /// <summary>Serving requests: asynchronous, pooled, possibly through PgBouncer.</summary>
    Application,

    /// <summary>Changing the schema: synchronous, unpooled, directly to the primary.</summary>
    Migration,
}
