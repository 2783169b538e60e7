using System.Text.Json.Serialization;

namespace Lectern.DatabaseUrls;

/// <summary>What is wrong with a connection string. Metrics and <c>--json</c> carry these names.</summary>
public enum UrlMistakeKind
{
    /// <summary>Nothing was given.</summary>
    Empty,

    /// <summary>Longer than <see cref="DatabaseUrl.MaxTextLength"/> or with more hosts than allowed.</summary>
    TooLong,

    /// <summary>Neither a URL nor keywords.</summary>
    UnknownFormat,

    /// <summary>A URL of a scheme or driver that is not known.</summary>
    UnknownScheme,

    /// <summary>A % without two hexadecimal digits, or bytes that are not UTF-8.</summary>
    BadPercentEncoding,

    /// <summary>A character that ends a part of a URL stands within one and must be percent-encoded.</summary>
    UnencodedCharacter,

    /// <summary>A NUL or half a surrogate pair: no PostgreSQL name or password can hold it.</summary>
    InvalidCharacter,

    /// <summary>A port that is no number from 1 to 65535, or not one port for each host.</summary>
    InvalidPort,

    /// <summary>A host that no dialect can write.</summary>
    InvalidHost,

    /// <summary>Keywords whose quotes or equals signs do not add up.</summary>
    MalformedKeywords,

    /// <summary>A parameter that no driver knows.</summary>
    UnknownParameter,

    /// <summary>A parameter, value or form that another driver knows, but not the one the URL names.</summary>
    ForeignParameter,

    /// <summary>A parameter whose value means nothing.</summary>
    InvalidValue,

    /// <summary>A driver was asked for that opens another database, or the URL names another driver.</summary>
    DriverMismatch,

    /// <summary>The driver cannot carry a part of the URL.</summary>
    UnsupportedByDriver,

    /// <summary>The URL or the driver does not serve the purpose, as a pooler does not serve migrations.</summary>
    PurposeMismatch,
}

/// <summary>A mistake in a connection string and what to write instead. Neither text ever shows a value.</summary>
/// <param name="Kind">The stable name of the mistake.</param>
/// <param name="Problem">What is wrong, in a sentence.</param>
/// <param name="Remedy">What to write instead, in a sentence.</param>
public sealed record UrlMistake(UrlMistakeKind Kind, string Problem, string Remedy)
{
    /// <summary>Problem and remedy, one after the other.</summary>
    /// <returns>Two sentences.</returns>
    public override string ToString() => $"{Problem} {Remedy}";

    /// <summary>Is it the driver that does not fit (true), or the text that is malformed (false)?</summary>
    [JsonIgnore]
    public bool IsDriverMismatch =>
        Kind is UrlMistakeKind.DriverMismatch or UrlMistakeKind.UnsupportedByDriver or UrlMistakeKind.PurposeMismatch;
}
