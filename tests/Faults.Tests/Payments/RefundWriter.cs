using System.Text.Json.Nodes;
using Lectern.Faults.Tests.Load;

namespace Lectern.Faults.Tests.Payments;

/// <summary>Refunds a payment bit by bit.</summary>
internal sealed class RefundWriter(Client client) : Writer(client)
{
    private string _payment = "";

    public override string Rows => "select reason, id::text from refunds where reason like $1";

    public override string? Contradictions => """
        select 'payment ' || id || ' has other refunds than it says' from payments
        where refunded_minor <> (select coalesce(sum(amount_minor), 0) from refunds where payment_id = payments.id)
        """;

    public override async Task EnterAsync()
    {
        string student = await PrepareAsync("students", Payer.Body(Client, "refunded"));
        _payment = await PrepareAsync("payments", Payer.Payment(student, Client.Name));
    }

    public override Task<bool> WriteAsync(string write) => CreateAsync(
        write, $"payments/{_payment}/refunds", new JsonObject { ["amountMinor"] = 1, ["reason"] = write });
}
