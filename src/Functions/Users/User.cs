using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Json;
using Roles = Lectern.Functions.Http.Callers.Role;

namespace Lectern.Functions.Users;

/// <summary>Somebody who may call, as the API answers it.</summary>
public sealed record User : IRow
{
    /// <summary>UUIDv7, given by the server.</summary>
    public required Guid Id { get; init; }

    /// <summary>Unique in the school without regard to case.</summary>
    public required string Username { get; init; }

    /// <summary>Unique in the school without regard to case.</summary>
    public required string Email { get; init; }

    /// <summary>admin, tutor or student.</summary>
    [AllowedValues(Roles.Admin, Roles.Tutor, Roles.Student)]
    public required string Role { get; init; }

    /// <summary>Whether the user may call at present.</summary>
    public bool IsActive { get; init; }

    /// <summary>The object id (<c>oid</c>) in the user's tokens.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When the row was made.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When the row was last changed.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>The profile, where it was asked for and there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Profile? Profile => ProfileTimeZone is null ? null : new Profile
    {
        FullName = ProfileFullName!,
        Phone = ProfilePhone,
        TimeZone = ProfileTimeZone,
        Locale = ProfileLocale!,
    };

    /// <summary>Counted up by every change; the caller sees it as the ETag.</summary>
    [JsonIgnore]
    public int Version { get; init; }

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
    /// <inheritdoc cref="User.Username"/>
    [Text(100)]
    public required string Username { get; init; }

    /// <inheritdoc cref="User.Email"/>
    [Email]
    public required string Email { get; init; }

    /// <inheritdoc cref="User.Role"/>
    [AllowedValues(Roles.Admin, Roles.Tutor, Roles.Student, ErrorMessage = "must be admin, tutor or student")]
    public required string Role { get; init; }

    /// <inheritdoc cref="User.IsActive"/>
    public bool IsActive { get; set; } = true;

    /// <inheritdoc cref="User.ExternalId"/>
    [Text(200)]
    public string? ExternalId { get; init; }
}

/// <summary>Which users a list shows; what is null lets all through.</summary>
/// <param name="Role">Only this role.</param>
/// <param name="Active">May call at present or not.</param>
/// <param name="Q">A part of the username or of the e-mail address, without regard to case.</param>
public sealed record UserFilter(string? Role, bool? Active, string? Q);
