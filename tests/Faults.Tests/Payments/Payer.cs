using System.Text.Json.Nodes;
using Lectern.Faults.Tests.Load;

namespace Lectern.Faults.Tests.Payments;

/// <summary>The bodies for a student who pays.</summary>
internal static class Payer
{
    public static JsonObject Body(Client client, string role) => new()
    {
        ["fullName"] = client.Name,
        ["email"] = $"{client.Name}-{role}@payments.example.org",
    };

    public static JsonObject Payment(string student, string reference) => new()
    {
        ["studentId"] = student,
        ["amountMinor"] = 1_000_000,
        ["currency"] = "EUR",
        ["method"] = "card",
        ["reference"] = reference,
        ["paidAt"] = "2026-09-01T08:30:00Z",
    };
}
