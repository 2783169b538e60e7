using Lectern.Worker.Tests.HostComparison;
using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.Payments;

internal sealed class PaymentCases : ResourceCases
{
    private const string Payment = $$"""
        {"studentId":"{{First}}","amountMinor":100,"currency":"EUR","method":"cash","paidAt":"2026-02-01T08:30:00Z"}
        """;

    public override string Rows => $"""
        insert into payments (id, student_id, amount_minor, currency, method, reference, paid_at, created_at)
            select pg_temp.id(n), pg_temp.id(n), 4900, 'EUR', 'card', pg_temp.name(n), pg_temp.tie(n + 1),
                pg_temp.tie(n)
            from numbers;
        insert into refunds (id, payment_id, amount_minor, reason, created_at)
            select pg_temp.id(n), '{First}', 1, pg_temp.name(n), pg_temp.tie(n) from numbers;
        update payments set refunded_minor = {SeededSchool.Rows} where id = '{First}';
        """;

    public override IReadOnlyList<string> Lists =>
    [
        "payments?from=2026-01-01&to=2026-01-01&limit=2", "payments?status=partially_refunded", "payments/summary",
        "payments/summary?from=2026-01-01&to=2026-12-31", $"payments/{First}/refunds?limit=2",
        "payments?from=2026-1-1", "payments?from=0001-01-01", "payments?to=9999-12-31",
    ];

    public override IReadOnlyList<string> Paged => ["payments?limit=13&sort=paidAt"];

    public override IReadOnlyList<string> Items => [$"payments/{First}", $"payments/{First}/refunds/{First}"];

    public override IReadOnlyList<string> Exports => ["payments", $"payments/{First}/refunds"];

    public override IReadOnlyList<string> RolePaths => ["payments?limit=2"];

    public override IEnumerable<Case> Writing =>
    [
        new(
            "payment without a key and with one",
            Post("payments", Payment),
            Post("payments", Payment).With("Idempotency-Key:"),
            Post("payments", Payment).With("Idempotency-Key: p1"),
            Post("payments", Payment).With("Idempotency-Key: p1")),
        new(
            "refund",
            Post($"payments/{Id(8)}/refunds", """{"amountMinor":100,"reason":"x"}""").With("Idempotency-Key: r1"),
            Post($"payments/{Id(8)}/refunds", """{"amountMinor":9999,"reason":"x"}""").With("Idempotency-Key: r2")),
    ];
}
