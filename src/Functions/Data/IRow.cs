namespace Lectern.Functions.Data;

/// <summary>A row that callers read and change under its ETag.</summary>
public interface IVersionedRow
{
    /// <summary>Every change increases it. Callers see it as the ETag.</summary>
    int Version { get; }

    /// <summary>
    /// A part of the ETag for a row of which some callers see less than others, so that the tag of one representation
    /// never answers for the other. Empty for a row that looks the same to everybody.
    /// </summary>
    string View => "";
}

/// <summary>A row of a list. Its id breaks ties in the list's order and is the last segment of its link.</summary>
public interface IRow : IVersionedRow
{
    /// <summary>UUIDv7, given by the server.</summary>
    Guid Id { get; }

    /// <summary>When the row was created.</summary>
    DateTime CreatedAt { get; }
}

/// <summary>A row of a list that may change.</summary>
public interface IMutableRow : IRow
{
    /// <summary>When the row was last changed.</summary>
    DateTime UpdatedAt { get; }
}
