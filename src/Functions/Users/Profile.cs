namespace Lectern.Functions.Users;

/// <summary>A user's name, telephone, time zone and language.</summary>
public sealed record Profile : IVersionedRow
{
    /// <summary>The name, as the user writes it.</summary>
    [Text(200)] public required string FullName { get; init; }
    /// <summary>The telephone number, as it is dialled.</summary>
    [Text(40)] public string? Phone { get; init; }
    /// <summary>A time zone of the IANA database, for example <c>Europe/Vienna</c>.</summary>
    [IanaTimeZone] public required string TimeZone { get; init; }
    /// <summary>A language tag (BCP 47), for example <c>de-AT</c>.</summary>
    [LanguageTag] public required string Locale { get; init; }
    [JsonIgnore] public int Version { get; init; }
}

/// <summary>The name of a time zone that this machine's IANA database has.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IanaTimeZoneAttribute : ValidationAttribute
{
    /// <summary>Files that Linux has in the folder of the zones, and that are no zones.</summary>
    private static readonly string[] OfTheFolder = ["localtime", "posix/", "posixrules", "right/"];

    public override bool IsValid(object? value) =>
        value is string name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId
        && !OfTheFolder.Any(file => name.StartsWith(file, StringComparison.OrdinalIgnoreCase));

    public override string FormatErrorMessage(string name) =>
        "must be a time zone of the IANA database, such as Europe/Vienna";
}
