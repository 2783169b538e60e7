using System.Collections.Immutable;

namespace Lectern.DatabaseUrls;

/// <summary>The decoded parts that a reader has collected of a URL.</summary>
/// <param name="driver">The driver in whose dialect the text is.</param>
/// <param name="strict">Fail on parts that only another driver understands; otherwise translate and note them.</param>
internal sealed class UrlDraft(Driver driver, bool strict)
{
    private const int MaxShownName = 40; // The longest name of any driver has 32 characters.

    private readonly ImmutableSortedDictionary<string, string>.Builder _parameters =
        ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    private readonly List<UrlMistake> _notes = [];

    // A name after a secret may be the rest of the secret, so it is not shown.
    private bool _afterSecret;

    public Dialect Dialect { get; } = Drivers.Of(driver).Dialect!.Value;

    /// <summary>Names, separated by commas.</summary>
    public string Hosts { get; set; } = "";

    /// <summary>Ports, separated by commas.</summary>
    public string Ports { get; set; } = "";

    public string? User { get; set; }

    public string? Password { get; set; }

    public string? Database { get; set; }

    public bool Has(string parameter) => _parameters.ContainsKey(parameter);

    /// <summary>Notes a part that the driver itself would not understand.</summary>
    public void Tolerate(string problem, string remedy, UrlMistakeKind kind = UrlMistakeKind.ForeignParameter)
    {
        var mistake = new UrlMistake(kind, problem, remedy);
        if (strict)
        {
            throw new DatabaseUrlException(mistake);
        }

        _notes.Add(mistake);
    }

    /// <summary>Sets a parameter.</summary>
    /// <param name="name">The name in any dialect.</param>
    /// <param name="value">The decoded value.</param>
    public void Set(string name, string value)
    {
        if (SetPart(name, value))
        {
            return;
        }

        var parameter = UrlParameters.Find(name) ?? throw UnknownParameter(name);
        _afterSecret |= parameter.IsSecret;
        string? own = parameter.NameIn(Dialect);
        var comparison = Dialect is Dialect.Npgsql ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        bool isOwn = name.Equals(own, comparison);
        if (!isOwn && (strict || parameter.Name != UrlParameters.PgBouncer))
        {
            TolerateName(parameter, own);
        }

        if (value.Length == 0)
        {
            return; // In all dialects, an empty value means none.
        }

        string canonical = parameter.Values.Read(Dialect, value, out bool exact)
            ?? ReadBooleanSslMode(parameter, value)
            ?? throw new DatabaseUrlException(
                UrlMistakeKind.InvalidValue,
                $"The value of {parameter.Name} is not valid.",
                $"Write {parameter.Values.Choices(Dialect)}.");

        if (!exact && isOwn)
        {
            Tolerate(
                $"The value of {parameter.Name} is not as {Drivers.NameOf(driver)} spells it.",
                $"Write {parameter.Values.Choices(Dialect)}.");
        }

        _parameters[parameter.Name] = canonical;
    }

    /// <summary>Sets a parameter that only Npgsql has.</summary>
    public void SetNpgsql(string keyword, string value) => _parameters[keyword] = value;

    public DatabaseUrl Finish() => new()
    {
        Driver = driver,
        Hosts = HostList.Combine(Hosts, Ports),
        User = User,
        Password = Password,
        Database = Database,
        Parameters = _parameters.ToImmutable(),
        Notes = [.. _notes],
    };

    // As in libpq, a part that is given as a parameter overrides an earlier one.
    private bool SetPart(string name, string value)
    {
        switch (name)
        {
            case "host":
                Hosts = value;
                return true;
            case "port":
                Ports = value;
                return true;
            case "user":
                User = value;
                return true;
            case "password":
                Password = value;
                _afterSecret = true;
                return true;
            case "dbname":
                Database = value;
                return true;
            default:
                return false;
        }
    }

    private void TolerateName(UrlParameter parameter, string? own)
    {
        string name = Drivers.NameOf(driver);
        Tolerate(
            $"{name} has {(own is null ? "no parameter" : "another name for")} {parameter.Name}.",
            own is null ? UrlRemedies.For(driver, parameter.Name) : $"Write {own}=… for it.");
    }

    // ssl=true: libpq reads it as "require" (manual: "for JDBC compatibility"); asyncpg's True verifies the host.
    private string? ReadBooleanSslMode(UrlParameter parameter, string value) =>
        parameter.Name != UrlParameters.SslMode ? null : UrlParameters.Fold(value) switch
        {
            "true" or "1" or "on" or "yes" => Dialect is Dialect.Asyncpg ? "verify-full" : "require",
            "false" or "0" or "off" or "no" => "disable",
            _ => null,
        };

    private DatabaseUrlException UnknownParameter(string name) => !_afterSecret && IsName(name)
        ? new(
            UrlMistakeKind.UnknownParameter,
            $"No driver knows the parameter \"{name}\".",
            "Correct its spelling or leave it out; docs/database-url.md lists all.")
        : new(
            UrlMistakeKind.UnknownParameter,
            "A parameter has a name that no driver knows, perhaps the rest of a password.",
            "Encode or quote the password, correct the parameter's spelling or leave it out.");

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxShownName
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ' ' or '-');
}
