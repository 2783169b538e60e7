namespace Lectern.DatabaseUrls;

/// <summary>A connection string cannot be parsed, or not be written for a driver; never with the password.</summary>
/// <param name="mistake">What is wrong and what to write instead.</param>
public sealed class DatabaseUrlException(UrlMistake mistake) : FormatException(mistake.ToString())
{
    internal DatabaseUrlException(UrlMistakeKind kind, string problem, string remedy)
        : this(new UrlMistake(kind, problem, remedy))
    {
    }

    /// <summary>What is wrong and what to write instead.</summary>
    public UrlMistake Mistake { get; } = mistake;

    /// <summary>The stable name of the mistake.</summary>
    public UrlMistakeKind Kind => Mistake.Kind;
}
