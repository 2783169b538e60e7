using System.Text.Json.Serialization;

namespace Lectern.Bench.Contestants.Common;

/// <summary>A student as all contestants answer it, in the order of the members.</summary>
internal sealed record Student
{
    public Guid Id { get; init; }
    public required string FullName { get; init; }
    public required string Email { get; init; }
    public short? Grade { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public bool IsActive { get; init; } = true;
    public Guid? UserId { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    [JsonIgnore] public int Version { get; init; }
}

/// <summary>The body of a new student.</summary>
internal sealed record StudentInput(
    string FullName, string Email, short? Grade = null, DateOnly? DateOfBirth = null, bool IsActive = true,
    Guid? UserId = null);

/// <summary>A payment as all contestants answer it, in the order of the members.</summary>
internal sealed record Payment
{
    public Guid Id { get; init; }
    public Guid StudentId { get; init; }
    public Guid? SubscriptionId { get; init; }
    public long AmountMinor { get; init; }
    public long RefundedMinor { get; init; }
    public required string Currency { get; init; }
    public required string Method { get; init; }
    public string? Reference { get; init; }
    public DateTime PaidAt { get; init; }
    public string Status { get; init; } = null!;
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    [JsonIgnore] public int Version { get; init; }
}

/// <summary>The body of a new payment.</summary>
internal sealed record PaymentInput(
    Guid StudentId, long AmountMinor, string Currency, string Method, DateTime PaidAt, Guid? SubscriptionId = null,
    string? Reference = null);

/// <summary>A page of a list.</summary>
internal sealed record StudentPage(
    IReadOnlyList<Student> Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(Student))]
[JsonSerializable(typeof(StudentInput))]
[JsonSerializable(typeof(StudentPage))]
[JsonSerializable(typeof(Payment))]
[JsonSerializable(typeof(PaymentInput))]
internal sealed partial class RowsJson : JsonSerializerContext;
