using System.Collections.Immutable;
using System.Globalization;

namespace Lectern.DatabaseUrls;

/// <summary>
/// The values of a parameter: libpq's spelling, then those of the other dialects, with null if a dialect lacks a value.
/// Without spellings, any text is a value and all dialects write it alike.
/// </summary>
/// <param name="libpq">libpq's spellings.</param>
/// <param name="npgsql">Npgsql's spellings, if they differ.</param>
/// <param name="jdbc">pgjdbc's spellings, if they differ.</param>
internal sealed class UrlValues(string?[]? libpq, string?[]? npgsql = null, string?[]? jdbc = null)
{
    private readonly bool _isBoolean = npgsql is ["False", "True"];

    // If libpq lacks a value, another dialect's spelling is canonical: prefer-primary, allow.
    private ImmutableArray<string> Canonical { get; } =
        libpq is null ? [] : [.. libpq.Select((spelling, index) => (spelling ?? npgsql?[index] ?? jdbc?[index])!)];

    public static UrlValues Text { get; } = new(null);

    /// <summary>Whole seconds or counts.</summary>
    public static UrlValues Number { get; } = new(null) { IsNumber = true };

    public bool IsNumber { get; private init; }

    /// <summary>The allowed values, for the remedy of an error; null if any text is allowed.</summary>
    public string? Choices(Dialect dialect) =>
        IsNumber ? "a whole number" :
        libpq is null ? null : string.Join(", ", Spellings(dialect).Where(spelling => spelling is not null));

    /// <summary>The spelling of a canonical value in a dialect; null if the dialect lacks it.</summary>
    public string? Write(Dialect dialect, string value)
    {
        if (libpq is null)
        {
            return value;
        }

        int index = Canonical.IndexOf(value);
        return index < 0 ? null : Spellings(dialect)[index];
    }

    /// <summary>Finds the canonical value of a spelling in any dialect.</summary>
    /// <param name="dialect">The dialect of the URL.</param>
    /// <param name="text">The value as written.</param>
    /// <param name="exact">Is it this dialect's own spelling?</param>
    /// <returns>Null if no dialect has it.</returns>
    public string? Read(Dialect dialect, string text, out bool exact)
    {
        exact = true;
        if (IsNumber)
        {
            return int.TryParse(
                text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : null;
        }

        if (libpq is null)
        {
            return text;
        }

        var comparison = dialect is Dialect.Npgsql ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        int index = Array.FindIndex(Spellings(dialect), spelling => text.Equals(spelling, comparison));
        if (index < 0)
        {
            exact = false;
            index = FindAnywhere(UrlParameters.Fold(text));
        }

        return index < 0 ? null : Canonical[index];
    }

    private string?[] Spellings(Dialect dialect) => (dialect switch
    {
        Dialect.Npgsql => npgsql,
        Dialect.Jdbc => jdbc,
        _ => libpq,
    } ?? libpq)!;

    private int FindAnywhere(string folded)
    {
        foreach (string?[]? spellings in new[] { libpq, npgsql, jdbc })
        {
            int index = Array.FindIndex(
                spellings ?? [], spelling => spelling is not null && UrlParameters.Fold(spelling) == folded);
            if (index >= 0)
            {
                return index;
            }
        }

        return !_isBoolean ? -1 : folded switch
        {
            "yes" or "on" or "1" or "true" => 1,
            "no" or "off" or "0" or "false" => 0,
            _ => -1,
        };
    }
}
