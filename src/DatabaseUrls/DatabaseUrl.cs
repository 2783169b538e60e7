using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Lectern.DatabaseUrls;

/// <summary>
/// A connection string, independent of its dialect. Two are equal if they open the same database in the same way, even
/// if they were written in different dialects. The password is only in <see cref="Password"/> and in the result of
/// <see cref="Render(Driver, RenderOptions?)"/>.
/// </summary>
public sealed record DatabaseUrl
{
    /// <summary>The longest text that can be parsed, in characters.</summary>
    public const int MaxTextLength = 8192;

    /// <summary>The largest number of hosts.</summary>
    public const int MaxHosts = 32;

    /// <summary>The text in place of a hidden password.</summary>
    public const string Hidden = "***";

    /// <summary>The driver in whose dialect it was written.</summary>
    public Driver Driver { get; init; } = Driver.Libpq;

    /// <summary>The servers, in the order to try them; empty means the driver's default.</summary>
    public ImmutableArray<DatabaseHost> Hosts { get; init; } = [];

    /// <summary>The role; null means the driver's default. As in libpq, an empty text is read as null.</summary>
    public string? User { get; init => field = EmptyIsNone(value); }

    /// <summary>The password; null if there is none. As in libpq, an empty text is read as null.</summary>
    public string? Password { get; init => field = EmptyIsNone(value); }

    /// <summary>The database; null means the role's name. As in libpq, an empty text is read as null.</summary>
    public string? Database { get; init => field = EmptyIsNone(value); }

    /// <summary>The parameters by libpq's names; those that libpq does not have, by the name of their driver.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Notes on parts that the driver of the text would not understand.</summary>
    public ImmutableArray<UrlMistake> Notes { get; init; } = [];

    /// <summary>Does it say that there is a PgBouncer in front (<c>pgbouncer=true</c>)?</summary>
    public bool IsPooled => Parameters.GetValueOrDefault(UrlParameters.PgBouncer) == "true";

    /// <summary>The part after the scheme of a MySQL or SQLite URL, which is not parsed.</summary>
    internal string? Untouched { get; init; }

    /// <summary>Reads a connection string of any dialect.</summary>
    /// <param name="text">A URL of libpq, SQLAlchemy or JDBC, or keywords of libpq or Npgsql.</param>
    /// <param name="strict">Fail if the driver of the text would not understand all of it.</param>
    /// <returns>The parsed URL, with <see cref="Notes"/> on what was translated.</returns>
    /// <exception cref="DatabaseUrlException">It cannot be parsed; the message says what to write instead.</exception>
    public static DatabaseUrl Parse(string text, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            UrlText.Check(text);
            return UrlReader.Read(text.Trim(' ', '\r', '\n'), strict);
        }
        catch (DatabaseUrlException exception)
        {
            UrlMetrics.Count(exception.Mistake);
            throw;
        }
    }

    /// <summary>Reads a connection string of any dialect.</summary>
    /// <param name="text">As in <see cref="Parse"/>.</param>
    /// <param name="url">The parsed URL.</param>
    /// <param name="mistake">The mistake in the text.</param>
    /// <returns>False if it cannot be parsed.</returns>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out DatabaseUrl? url, [NotNullWhen(false)] out UrlMistake? mistake)
    {
        try
        {
            (url, mistake) = (Parse(text ?? ""), null);
            return true;
        }
        catch (DatabaseUrlException exception)
        {
            (url, mistake) = (null, exception.Mistake);
            return false;
        }
    }

    /// <summary>Writes it for a driver.</summary>
    /// <param name="driver">The driver to write for.</param>
    /// <param name="options">The purpose, the strictness, and whether to write the password.</param>
    /// <returns>The text, with the password unless it is hidden.</returns>
    /// <exception cref="DatabaseUrlException">The driver cannot open it, or does not support a part of it.</exception>
    public string Render(Driver driver, RenderOptions? options = null) => Convert(driver, options).Text;

    /// <summary>Writes it for a driver, with notes on what the driver does not support.</summary>
    /// <param name="driver">The driver to write for.</param>
    /// <param name="options">The purpose, the strictness, and whether to write the password.</param>
    /// <returns>The text and the notes.</returns>
    /// <exception cref="DatabaseUrlException">The driver cannot open it, or does not support a part of it.</exception>
    public UrlRendering Convert(Driver driver, RenderOptions? options = null)
    {
        try
        {
            return UrlWriter.Write(this, Drivers.Of(driver), options ?? new RenderOptions());
        }
        catch (DatabaseUrlException exception)
        {
            UrlMetrics.Count(exception.Mistake);
            throw;
        }
    }

    /// <summary>Npgsql's keywords, always with <c>GSS Encryption Mode=Disable</c>.</summary>
    /// <param name="purpose">Serving or migrations.</param>
    /// <returns>The text, with the password.</returns>
    /// <exception cref="DatabaseUrlException">It is not a PostgreSQL URL, or Npgsql does not support it.</exception>
    public string ToNpgsql(Purpose purpose = Purpose.Any) =>
        Render(Driver.Npgsql, new RenderOptions { Purpose = purpose });

    /// <summary>The same with every secret replaced by <see cref="Hidden"/>.</summary>
    /// <returns>A URL that equals this one if it has no secret.</returns>
    public DatabaseUrl HideSecrets() => UrlDisplay.Hide(this);

    /// <summary>A URL for people, never with the password.</summary>
    /// <returns>Similar to libpq's form; not a connection string for a driver.</returns>
    public override string ToString() => UrlDisplay.Show(this);

    /// <summary>Does the other one open the same database in the same way?</summary>
    /// <param name="other">The other.</param>
    /// <returns>False for null.</returns>
    public bool Equals(DatabaseUrl? other) =>
        other is not null
        && (User, Password, Database, Untouched) == (other.User, other.Password, other.Database, other.Untouched)
        && Drivers.Of(Driver).Engine == Drivers.Of(other.Driver).Engine
        && Hosts.AsSpan().SequenceEqual(other.Hosts.AsSpan())
        && Parameters.SequenceEqual(other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(User, Database, Hosts.Length, Parameters.Count, Untouched);

    private static string? EmptyIsNone(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
