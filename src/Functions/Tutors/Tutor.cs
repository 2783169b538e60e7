using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lectern.Functions.Http;
using Lectern.Functions.Http.Json;

namespace Lectern.Functions.Tutors;

/// <summary>A tutor, as the API answers it.</summary>
public sealed record Tutor : IRow
{
    /// <summary>UUIDv7, given by the server.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name, as the tutor writes it.</summary>
    public required string FullName { get; init; }

    /// <summary>Unique among tutors without regard to case.</summary>
    public required string Email { get; init; }

    /// <summary>What the tutor teaches.</summary>
    public required string[] Subjects { get; init; }

    /// <summary>The price of an hour, in the currency's minor unit.</summary>
    public long HourlyRateMinor { get; init; }

    /// <summary>The currency of the price, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Whether the tutor teaches at present.</summary>
    public bool IsActive { get; init; }

    /// <summary>The tutor's login.</summary>
    public Guid? UserId { get; init; }

    /// <summary>When the row was made.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When the row was last changed.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>Counted up by every change; the caller sees it as the ETag.</summary>
    [JsonIgnore]
    public int Version { get; init; }
}

/// <summary>What a caller writes of a tutor.</summary>
public sealed record TutorInput
{
    /// <summary>A body that works, for the reference page.</summary>
    public const string Example = """
        {"fullName":"Grace Hopper","email":"grace@example.org","subjects":["Mathematics"],
         "hourlyRateMinor":4500,"currency":"EUR"}
        """;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The most subjects of one tutor.</summary>
    public const int MaxSubjects = 50;

    /// <summary>The longest name of a subject, in characters; more would not fit into an index.</summary>
    public const int MaxSubjectLength = 100;

    /// <summary>The highest price: what every JSON reader can still count exactly, 2^53 - 1.</summary>
    private const string MaxRateMinor = "9007199254740991";

    /// <inheritdoc cref="Tutor.FullName"/>
    [Text(MaxNameLength)]
    public required string FullName { get; init; }

    /// <inheritdoc cref="Tutor.Email"/>
    [Email]
    public required string Email { get; init; }

    /// <inheritdoc cref="Tutor.Subjects"/>
    [Texts(MaxSubjects, MaxSubjectLength)]
    public string[] Subjects { get; set; } = [];

    /// <inheritdoc cref="Tutor.HourlyRateMinor"/>
    [Range(typeof(long), "0", MaxRateMinor, ErrorMessage = "must be from {1} to {2}")]
    public required long HourlyRateMinor { get; init; }

    /// <inheritdoc cref="Tutor.Currency"/>
    [Currency]
    public required string Currency { get; init; }

    /// <inheritdoc cref="Tutor.IsActive"/>
    public bool IsActive { get; set; } = true;

    /// <inheritdoc cref="Tutor.UserId"/>
    public Guid? UserId { get; init; }
}

/// <summary>Which tutors a list shows; what is null lets all through.</summary>
/// <param name="Active">Teaching at present or not.</param>
/// <param name="Subject">Teaching this subject, as it is written.</param>
/// <param name="StudentId">Teaching this student.</param>
/// <param name="Q">A part of the name or of the e-mail address, without regard to case.</param>
public sealed record TutorFilter(
    bool? Active = null, string? Subject = null, Guid? StudentId = null, string? Q = null);
