using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;

namespace Lectern.Functions.Tests.Payments;

/// <summary>Payments of a test's own.</summary>
internal static class NewPayment
{
    /// <summary>The body that makes a payment, with some members changed.</summary>
    public static string Body(string student, params (string Member, JsonNode? Value)[] changes) =>
        Money.With(
            $$"""
            {"studentId":"{{student}}","amountMinor":4900,"currency":"EUR","method":"card",
            "paidAt":"2026-09-01T08:30:00Z"}
            """, changes);
}
