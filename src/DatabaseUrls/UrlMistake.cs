using System.Text.Json.Serialization;

namespace Lectern.DatabaseUrls;

/// <summary>The kinds of mistakes in a connection string. Metrics and <c>--json</c> contain these names.</summary>
public enum UrlMistakeKind
{
    /// <summary>The text is empty.</summary>
    Empty,

    /// <summary>Longer than <see cref="DatabaseUrl.MaxTextLength"/> or with more hosts than allowed.</summary>
    TooLong,

    /// <summary>Neither a URL nor keywords.</summary>
    UnknownFormat,

    /// <summary>A URL with an unknown scheme or driver.</summary>
    UnknownScheme,

    /// <summary>A % without two hexadecimal digits, or bytes that are not UTF-8.</summary>
    BadPercentEncoding,

    /// <summary>A character that ends a part of a URL is inside one and must be percent-encoded.</summary>
    UnencodedCharacter,

    /// <summary>A NUL or half a surrogate pair, which no PostgreSQL name or password can contain.</summary>
    InvalidCharacter,

    /// <summary>A port is not a number from 1 to 65535, or the numbers of ports and hosts differ.</summary>
    InvalidPort,

    /// <summary>A host that no dialect can write.</summary>
    InvalidHost,

    /// <summary>Keywords with an unclosed quote or a missing equals sign.</summary>
    MalformedKeywords,

    /// <summary>A parameter that no driver knows.</summary>
    UnknownParameter,

    /// <summary>A parameter, value or form that another driver knows, but not the one the URL names.</summary>
    ForeignParameter,

    /// <summary>A parameter with an invalid value.</summary>
    InvalidValue,

    /// <summary>The requested driver opens another kind of database, or the URL names another driver.</summary>
    DriverMismatch,

    /// <summary>The driver does not support a part of the URL.</summary>
    UnsupportedByDriver,

    /// <summary>The URL or the driver does not suit the purpose, for example a pooler for migrations.</summary>
    PurposeMismatch,
}

/// <summary>A mistake in a connection string and what to write instead. The texts never contain a value.</summary>
/// <param name="Kind">The stable name of the mistake.</param>
/// <param name="Problem">What is wrong, in a sentence.</param>
/// <param name="Remedy">What to write instead, in a sentence.</param>
public sealed record UrlMistake(UrlMistakeKind Kind, string Problem, string Remedy)
{
    /// <summary>Problem and remedy, one after the other.</summary>
    /// <returns>Two sentences.</returns>
    public override string ToString() => $"{Problem} {Remedy}";

    /// <summary>Does the driver not fit (true), or is the text malformed (false)?</summary>
    [JsonIgnore]
    public bool IsDriverMismatch =>
        Kind is UrlMistakeKind.DriverMismatch or UrlMistakeKind.UnsupportedByDriver or UrlMistakeKind.PurposeMismatch;
}
