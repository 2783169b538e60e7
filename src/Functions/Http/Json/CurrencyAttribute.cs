using System.ComponentModel.DataAnnotations;

namespace Lectern.Functions.Http.Json;

/// <summary>A currency's three capital letters, ISO 4217.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CurrencyAttribute() : RegularExpressionAttribute("[A-Z]{3}")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is not "" && base.IsValid(value);

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) =>
        "must be a currency's three letters (ISO 4217), for example EUR";
}
