using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Lectern.DatabaseUrls;

/// <summary>
/// A connection string in no particular dialect: what it opens and how. Two are equal when they open the same database
/// the same way, whoever's form they were written in. The password is only in <see cref="Password"/> and in what
/// <see cref="Render(Driver, RenderOptions?)"/> returns.
/// </summary>
public sealed record DatabaseUrl
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxTextLength = 8192;

    /// <summary>The most hosts that are read.</summary>
    public const int MaxHosts = 32;

    /// <summary>What stands for a password where it is not shown.</summary>
    public const string Hidden = "***";

    /// <summary>Whose form it was written in.</summary>
    public Driver Driver { get; init; } = Driver.Libpq;

    /// <summary>The servers, in the order to try them; empty: the driver's default.</summary>
    public ImmutableArray<DatabaseHost> Hosts { get; init; } = [];

    /// <summary>The role; null (an empty one counts as none, as in libpq): the driver's default.</summary>
    public string? User { get; init => field = EmptyIsNone(value); }

    /// <summary>The password; null (an empty one counts as none, as in libpq): none.</summary>
    public string? Password { get; init => field = EmptyIsNone(value); }

    /// <summary>The database; null (an empty one counts as none, as in libpq): the role's name.</summary>
    public string? Database { get; init => field = EmptyIsNone(value); }

    /// <summary>The parameters by libpq's name and spelling; those only another driver has, by that driver's.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What was read although the driver that the text is written for would not have understood it.</summary>
    public ImmutableArray<UrlMistake> Notes { get; init; } = [];

    /// <summary>Does it say that PgBouncer stands in front (<c>pgbouncer=true</c>)?</summary>
    public bool IsPooled => Parameters.GetValueOrDefault(UrlParameters.PgBouncer) == "true";

    /// <summary>What follows the scheme of a MySQL or SQLite URL, which no one looks into.</summary>
    internal string? Untouched { get; init; }

    /// <summary>Reads a connection string of any dialect.</summary>
    /// <param name="text">A URL of libpq, SQLAlchemy or JDBC, or keywords of libpq or Npgsql.</param>
    /// <param name="strict">Is it an error when the driver it is written for would not understand all of it?</param>
    /// <returns>What it says, with <see cref="Notes"/> on what was translated.</returns>
    /// <exception cref="DatabaseUrlException">It cannot be read; the message says what to write instead.</exception>
    public static DatabaseUrl Parse(string text, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            UrlText.Check(text);
            return UrlReader.Read(text.Trim(), strict);
        }
        catch (DatabaseUrlException exception)
        {
            UrlMetrics.Count(exception.Mistake);
            throw;
        }
    }

    /// <summary>Reads a connection string of any dialect.</summary>
    /// <param name="text">As in <see cref="Parse"/>.</param>
    /// <param name="url">What it says.</param>
    /// <param name="mistake">What is wrong with it.</param>
    /// <returns>False when it cannot be read.</returns>
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
    /// <param name="driver">Who shall read it.</param>
    /// <param name="options">For what, how strictly, and whether with the password.</param>
    /// <returns>The text, password included unless hidden.</returns>
    /// <exception cref="DatabaseUrlException">The driver cannot open it or not as it says.</exception>
    public string Render(Driver driver, RenderOptions? options = null) => Convert(driver, options).Text;

    /// <summary>Writes it for a driver and says what the driver does without.</summary>
    /// <param name="driver">Who shall read it.</param>
    /// <param name="options">For what, how strictly, and whether with the password.</param>
    /// <returns>The text and the notes.</returns>
    /// <exception cref="DatabaseUrlException">The driver cannot open it or not as it says.</exception>
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
    /// <param name="purpose">Which door it is for.</param>
    /// <returns>The text, password included.</returns>
    /// <exception cref="DatabaseUrlException">It is no PostgreSQL URL, or says what Npgsql cannot do.</exception>
    public string ToNpgsql(Purpose purpose = Purpose.Any) =>
        Render(Driver.Npgsql, new RenderOptions { Purpose = purpose });

    /// <summary>The same with every secret replaced by <see cref="Hidden"/>.</summary>
    /// <returns>Equal to this one when it holds no secret.</returns>
    public DatabaseUrl HideSecrets() => UrlDisplay.Hide(this);

    /// <summary>A URL for people, never with the password.</summary>
    /// <returns>Near to libpq's form; not meant to be opened.</returns>
    public override string ToString() => UrlDisplay.Show(this);

    /// <summary>Does the other open the same database the same way?</summary>
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
