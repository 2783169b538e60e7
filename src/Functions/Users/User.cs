using Roles = Lectern.Functions.Callers.Role;

namespace Lectern.Functions.Users;

/// <summary>A user, as the API returns it.</summary>
[Sort("createdAt", "username")]
public sealed record User : IMutableRow
{
    public required Guid Id { get; init; }
    /// <summary>Unique in the school without regard to case.</summary>
    public required string Username { get; init; }
    /// <summary>Unique in the school without regard to case.</summary>
    public required string Email { get; init; }
    /// <summary>admin, tutor or student.</summary>
    [AllowedValues(Roles.Admin, Roles.Tutor, Roles.Student)] public required string Role { get; init; }
    /// <summary>Whether the user may call the API.</summary>
    [Example("true")] public bool IsActive { get; init; }
    /// <summary>The object id (<c>oid</c>) in the user's tokens.</summary>
    public string? ExternalId { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    /// <summary>The profile, if it was asked for and the user has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Profile? Profile => ProfileTimeZone is null ? null : new Profile
    {
        FullName = ProfileFullName!,
        Phone = ProfilePhone,
        TimeZone = ProfileTimeZone,
        Locale = ProfileLocale!,
    };

    [JsonIgnore] public int Version { get; init; }

    [JsonIgnore]
    internal string? ProfileFullName { get; init; }

    [JsonIgnore]
    internal string? ProfilePhone { get; init; }

    [JsonIgnore]
    internal string? ProfileTimeZone { get; init; }

    [JsonIgnore]
    internal string? ProfileLocale { get; init; }
}

/// <summary>What an admin writes of a user.</summary>
public sealed record UserInput
{
    [Text(100)] public required string Username { get; init; }
    [Email] public required string Email { get; init; }

    [AllowedValues(Roles.Admin, Roles.Tutor, Roles.Student, ErrorMessage = "must be admin, tutor or student")]
    public required string Role { get; init; }
    public bool IsActive { get; set; } = true;
    [Text(200)] public string? ExternalId { get; init; }
}
