using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Lectern.Functions.Http.Json;

/// <summary>
/// An amount in minor units, from a minimum to <see cref="MaxMinor"/>. Whether a minor unit is a cent or a whole yen,
/// the currency says.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MoneyAttribute(long minimumMinor) : ValidationAttribute
{
    /// <summary>2^53 - 1, the largest integer that every reader of JSON holds exactly (RFC 7493, 2.2).</summary>
    public const long MaxMinor = 9_007_199_254_740_991;

    /// <summary>The smallest amount.</summary>
    public long MinimumMinor { get; } = minimumMinor;

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null || value is long amount && amount >= MinimumMinor && amount <= MaxMinor;

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"must be from {MinimumMinor} to {MaxMinor}");
}

/// <summary>
/// A currency as ISO 4217 writes it: three capital letters. Not held against a list: the codes change with the
/// countries, and a list in a program is wrong from the day on which one does.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CurrencyAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null || value is string { Length: 3 } code && code.All(char.IsAsciiLetterUpper);

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) =>
        "must be a code of ISO 4217 in three capital letters, for example EUR";
}
