using Lectern.Faults.Tests.Load;

namespace Lectern.Faults.Tests.Payments;

/// <summary>Makes payments: none may be lost or made twice.</summary>
internal sealed class PaymentWriter(Client client) : Writer(client)
{
    private string _student = "";

    public override string Rows =>
        "select reference, id::text from payments where reference like $1 || 'paid'";

    public override async Task EnterAsync() => _student = await PrepareAsync("students", Payer.Body(Client, "payer"));

    public override Task<bool> WriteAsync(string write) =>
        CreateAsync(write + "-paid", "payments", Payer.Payment(_student, write + "-paid"));
}
