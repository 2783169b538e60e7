using System.Net;
using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Payments;

public sealed class PaymentTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_created_payment_is_answered_whole_with_its_place_and_tag()
    {
        string student = await Money.StudentAsync(api);
        var (_, subscription) = await Money.CreateAsync(api, "subscriptions", Money.Subscription(student));
        string subscriptionId = (string)subscription.Json["id"]!;
        var (path, answer) = await CreateAsync(
            student, ("subscriptionId", subscriptionId), ("reference", "RF18 5390"), ("amountMinor", 9007199254740991));

        var id = Guid.Parse((string)answer.Json["id"]!);
        Assert.Equal(7, id.Version);
        Assert.Equal($"{api.Client.BaseAddress}payments/{id}", path);
        Assert.Equal("\"1\"", answer.ETag);
        Assert.Equal(
            (student, subscriptionId, 9007199254740991, 0, "EUR", "card", "RF18 5390"),
            ((string?)answer.Json["studentId"], (string?)answer.Json["subscriptionId"],
                (long)answer.Json["amountMinor"]!, (long)answer.Json["refundedMinor"]!,
                (string?)answer.Json["currency"], (string?)answer.Json["method"],
                (string?)answer.Json["reference"]));
        Assert.Equal(
            ("2026-09-01T08:30:00.000000Z", "succeeded"),
            ((string?)answer.Json["paidAt"], (string?)answer.Json["status"]));
        Assert.Equal(answer.Text, (await api.GetAsync(path)).Text);
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(path, ("If-None-Match", answer.ETag!))).Status);
    }

    [Theory]
    [InlineData("2026-09-01T10:30:00+02:00", "2026-09-01T08:30:00.000000Z")]
    [InlineData("2026-08-31T22:30:00.123456-10:00", "2026-09-01T08:30:00.123456Z")]
    public async Task A_time_with_an_offset_is_kept_in_utc(string given, string kept)
    {
        var (_, answer) = await CreateAsync(await Money.StudentAsync(api), ("paidAt", given));

        Assert.Equal(kept, (string?)answer.Json["paidAt"]);
    }

    [Theory]
    [InlineData("studentId", "\"00000000-0000-7000-8000-000000000000\"")]
    [InlineData("subscriptionId", "\"00000000-0000-7000-8000-000000000000\"")]
    [InlineData("amountMinor", "0")]
    [InlineData("amountMinor", "-4900")]
    [InlineData("amountMinor", "49.5")]
    [InlineData("amountMinor", "4.9e3")]
    [InlineData("amountMinor", "\"4900\"")]
    [InlineData("amountMinor", "9007199254740992")]
    [InlineData("currency", "\"eur\"")]
    [InlineData("method", "\"cheque\"")]
    [InlineData("reference", "\"\"")]
    [InlineData("paidAt", "null")]
    [InlineData("paidAt", "\"2026-09-01\"")]
    [InlineData("paidAt", "\"2026-09-01T08:30:00\"")]
    [InlineData("paidAt", "\"2026-09-01T08:30Z\"")]
    [InlineData("paidAt", "\"0001-01-01T00:00:00Z\"")]
    [InlineData("paidAt", "\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("paidAt", "\"2026-13-01T08:30:00Z\"")]
    [InlineData("paidAt", "1788251400")]
    [InlineData("refundedMinor", "1")]
    [InlineData("status", "\"refunded\"")]
    public async Task What_is_not_acceptable_is_named_by_its_path(string member, string value)
    {
        string student = await Money.StudentAsync(api);

        (await api.PostAsync("payments", NewPayment.Body(student, (member, JsonNode.Parse(value))), Money.Key))
            .AssertProblem(422, "validation-failed").AssertErrorAt(member);
    }

    [Fact]
    public async Task A_subscription_of_another_student_is_none_for_a_payment()
    {
        var (_, others) = await Money.CreateAsync(
            api, "subscriptions", Money.Subscription(await Money.StudentAsync(api)));

        (await api.PostAsync(
            "payments",
            NewPayment.Body(await Money.StudentAsync(api), ("subscriptionId", (string)others.Json["id"]!)),
            Money.Key)).AssertProblem(422, "validation-failed").AssertErrorAt("subscriptionId");
    }

    [Fact]
    public async Task A_payment_without_a_key_is_refused_and_with_one_it_is_made_once()
    {
        string student = await Money.StudentAsync(api);
        var (key, body) = (Money.Key, NewPayment.Body(student));

        (await api.PostAsync("payments", body)).AssertProblem(400, "idempotency-key-required");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.PostAsync("payments", body, key)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.DistinctBy(answer => answer.Text));
        Assert.Single(await Money.ListAsync(api, $"payments?studentId={student}"));
        (await api.PostAsync("payments", NewPayment.Body(student, ("amountMinor", 1)), key))
            .AssertProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Filters_let_through_what_meets_all_of_them_in_lists_and_exports()
    {
        string student = await Money.StudentAsync(api);
        async Task<string> PaidAsync(string at) =>
            (string)(await CreateAsync(student, ("paidAt", at))).Answer.Json["id"]!;
        string second = await PaidAsync("2026-02-01T00:00:00Z");
        string first = await PaidAsync("2026-01-31T23:59:59.999999Z");
        string third = await PaidAsync("2026-02-28T23:59:59.999999Z");
        await Money.CreateAsync(api, $"payments/{second}/refunds", """{"amountMinor":1,"reason":"late"}""");
        await Money.CreateAsync(api, $"payments/{third}/refunds", """{"amountMinor":4900,"reason":"never held"}""");

        Task<List<string>> ListAsync(string filters) => Money.ListAsync(api, $"payments?studentId={student}{filters}");
        Assert.Equal([second, first, third], await ListAsync(""));
        Assert.Equal([first, second, third], await ListAsync("&sort=paidAt"));
        Assert.Equal([second, third], await ListAsync("&from=2026-02-01&sort=paidAt"));
        Assert.Equal([first], await ListAsync("&to=2026-01-31"));
        Assert.Equal([second, third], await ListAsync("&from=2026-02-01&to=2026-02-28"));
        Assert.Empty(await ListAsync("&from=2026-02-02&to=2026-02-27"));
        Assert.Equal([second, first, third], await ListAsync("&from=0001-01-01&to=9999-12-31"));
        Assert.Equal([first], await ListAsync("&status=succeeded"));
        Assert.Equal([second], await ListAsync("&status=partially_refunded"));
        Assert.Equal([third], await ListAsync("&status=refunded"));

        var page = await api.GetAsync($"payments?studentId={student}&limit=2&sort=-paidAt&count=true");
        Assert.Equal(3, (int?)page.Json["count"]);
        Assert.Equal([first], await Money.ListAsync(api, (string)page.Json["nextLink"]!));
        var export = await api.GetAsync($"payments/export?studentId={student}&from=2026-02-28&format=csv");
        Assert.StartsWith(
            "id,studentId,subscriptionId,amountMinor,refundedMinor,currency,method,reference,paidAt,status,createdAt,"
            + "updatedAt\r\n"
            + $"{third},{student},,4900,4900,EUR,card,,2026-02-28T23:59:59.999999Z,refunded,",
            export.Text, StringComparison.Ordinal);
        (await api.GetAsync("payments?from=2026-02")).AssertProblem(400, "invalid-parameter");
        (await api.GetAsync("payments?status=failed")).AssertProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task A_student_sees_its_own_a_tutor_none_and_only_an_admin_writes()
    {
        var (own, asOwn) = await Money.CallingStudentAsync(api);
        var (_, asOther) = await Money.CallingStudentAsync(api);
        var (path, created) = await CreateAsync(own, ("currency", "XTS"));
        var (refund, _) = await Money.CreateAsync(api, $"{path}/refunds", """{"amountMinor":900,"reason":"ill"}""");
        string[] reads = ["payments", "payments/export", "payments/summary", path, $"{path}/refunds", refund];

        Assert.Equal([(string)created.Json["id"]!], await Money.ListAsync(api, "payments", "id", asOwn));
        Assert.Equal(["4000"], await Money.ListAsync(api, "payments/summary", "netMinor", asOwn));
        Assert.Equal(["900"], await Money.ListAsync(api, $"{path}/refunds", "amountMinor", asOwn));
        foreach (string read in reads)
        {
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(read, asOwn)).Status);
            (await api.GetAsync(read, Money.AsTutor)).AssertProblem(403, "forbidden");
        }

        Assert.Empty(await Money.ListAsync(api, $"payments?studentId={own}", "id", asOther));
        Assert.Empty(await Money.ListAsync(api, "payments/summary", "month", asOther));
        Assert.Empty((await api.GetAsync("payments/export", asOther)).Text);
        foreach (string read in reads[3..])
        {
            (await api.GetAsync(read, asOther)).AssertProblem(404, "not-found");
        }

        foreach (var caller in new[] { asOwn, asOther, [Money.AsTutor] })
        {
            (await api.PostAsync("payments", "{}", [.. caller, Money.Key])).AssertProblem(403, "forbidden");
            (await api.PostAsync($"{path}/refunds", "{}", [.. caller, Money.Key])).AssertProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task An_unknown_payment_is_not_found_and_none_is_ever_changed_or_deleted()
    {
        (await api.GetAsync($"payments/{Guid.NewGuid()}")).AssertProblem(404, "not-found");
        var (path, _) = await CreateAsync(await Money.StudentAsync(api));

        (await api.PatchAsync(path, "{}")).AssertProblem(405, "method-not-allowed");
        (await api.DeleteAsync(path)).AssertProblem(405, "method-not-allowed");
    }

    private Task<(string Path, Answer Answer)> CreateAsync(string student, params (string, JsonNode?)[] changes) =>
        Money.CreateAsync(api, "payments", NewPayment.Body(student, changes));
}
