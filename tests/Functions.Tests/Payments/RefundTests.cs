using System.Net;
using Lectern.Functions.Tests.Support;
using Xunit;

namespace Lectern.Functions.Tests.Payments;

public sealed class RefundTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    [Fact]
    public async Task A_created_refund_is_answered_whole_with_its_place_and_changes_the_payment()
    {
        var (payment, paid) = await PaidAsync(4900);

        var (path, refund) = await Money.CreateAsync(api, $"{payment}/refunds", Body(900));

        var id = Guid.Parse((string)refund.Json["id"]!);
        Assert.Equal(7, id.Version);
        Assert.Equal($"{payment}/refunds/{id}", path);
        Assert.Equal(
            ((string?)paid.Json["id"], 900, "EUR", "two lessons were not held"),
            ((string?)refund.Json["paymentId"], (int)refund.Json["amountMinor"]!, (string?)refund.Json["currency"],
                (string?)refund.Json["reason"]));
        var read = await api.GetAsync(path);
        Assert.Equal((refund.Text, refund.ETag), (read.Text, read.ETag));
        var after = await api.GetAsync(payment, ("If-None-Match", paid.ETag!));
        Assert.Equal(
            (HttpStatusCode.OK, 900, "partially_refunded"),
            (after.Status, (int)after.Json["refundedMinor"]!, (string?)after.Json["status"]));

        await Money.CreateAsync(api, $"{payment}/refunds", Body(4000));
        Assert.Equal("refunded", (string?)(await api.GetAsync(payment)).Json["status"]);
    }

    [Theory]
    [InlineData(4901)]
    [InlineData(9007199254740991)]
    public async Task More_than_was_paid_is_never_given_back(long amount)
    {
        var (payment, _) = await PaidAsync(4900);

        var refused = (await api.PostAsync($"{payment}/refunds", Body(amount), Money.Key))
            .AssertProblem(409, "conflict").AssertErrorAt("amountMinor");

        Assert.Contains("payments_refunded_minor_check", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        Assert.Empty(await Money.ListAsync(api, $"{payment}/refunds"));
        Assert.Equal("succeeded", (string?)(await api.GetAsync(payment)).Json["status"]);
    }

    [Fact]
    public async Task Of_ten_refunds_that_race_as_many_succeed_as_the_payment_holds()
    {
        var (payment, _) = await PaidAsync(1000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            api.PostAsync($"{payment}/refunds", Body(300), Money.Key)));

        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.AssertProblem(409, "conflict"));
        Assert.Equal(["300", "300", "300"], await Money.ListAsync(api, $"{payment}/refunds", "amountMinor"));
        Assert.Equal(900, (int)(await api.GetAsync(payment)).Json["refundedMinor"]!);
    }

    [Fact]
    public async Task A_refund_needs_a_key_and_a_retry_gives_back_nothing_more()
    {
        var (payment, _) = await PaidAsync(1000);
        var key = Money.Key;

        (await api.PostAsync($"{payment}/refunds", Body(300))).AssertProblem(400, "idempotency-key-required");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            api.PostAsync($"{payment}/refunds", Body(300), key)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.DistinctBy(answer => answer.Text));
        Assert.Equal(300, (int)(await api.GetAsync(payment)).Json["refundedMinor"]!);
    }

    [Theory]
    [InlineData("""{"amountMinor":0,"reason":"x"}""", "amountMinor")]
    [InlineData("""{"amountMinor":-1,"reason":"x"}""", "amountMinor")]
    [InlineData("""{"amountMinor":1.5,"reason":"x"}""", "amountMinor")]
    [InlineData("""{"reason":"x"}""", "amountMinor")]
    [InlineData("""{"amountMinor":1}""", "reason")]
    [InlineData("""{"amountMinor":1,"reason":" "}""", "reason")]
    [InlineData("""{"amountMinor":1,"reason":"x","currency":"EUR"}""", "currency")]
    public async Task What_is_not_acceptable_is_named_by_its_path(string body, string member)
    {
        var (payment, _) = await PaidAsync(1000);

        (await api.PostAsync($"{payment}/refunds", body, Money.Key))
            .AssertProblem(422, "validation-failed").AssertErrorAt(member);
    }

    [Fact]
    public async Task Refunds_come_in_pages_of_their_payment_alone()
    {
        var (payment, _) = await PaidAsync(1000);
        var (other, _) = await PaidAsync(1000);
        await Money.CreateAsync(api, $"{other}/refunds", Body(500));
        for (int amount = 1; amount <= 3; amount++)
        {
            await Money.CreateAsync(api, $"{payment}/refunds", Body(amount));
        }

        var page = await api.GetAsync($"{payment}/refunds?limit=2&sort=-createdAt&count=true");

        Assert.Equal(3, (int?)page.Json["count"]);
        Assert.Equal(["3", "2"], page.Json["value"]!.AsArray().Select(refund => refund!["amountMinor"]!.ToString()));
        Assert.Equal(["1"], await Money.ListAsync(api, (string)page.Json["nextLink"]!, "amountMinor"));
    }

    [Fact]
    public async Task An_unknown_payment_or_refund_is_not_found()
    {
        var (payment, _) = await PaidAsync(1000);
        var (other, _) = await PaidAsync(1000);
        var (refund, _) = await Money.CreateAsync(api, $"{payment}/refunds", Body(1));

        (await api.GetAsync($"payments/{Guid.NewGuid()}/refunds")).AssertProblem(404, "not-found");
        (await api.PostAsync($"payments/{Guid.NewGuid()}/refunds", Body(1), Money.Key)).AssertProblem(404, "not-found");
        (await api.GetAsync($"{payment}/refunds/{Guid.NewGuid()}")).AssertProblem(404, "not-found");
        (await api.GetAsync(refund.Replace(payment, other, StringComparison.Ordinal))).AssertProblem(404, "not-found");
        Assert.Equal("""{"value":[]}""", (await api.GetAsync($"{other}/refunds")).Text);
    }

    private static string Body(long amount) =>
        $$"""{"amountMinor":{{amount}},"reason":"two lessons were not held"}""";

    private async Task<(string Path, Answer Answer)> PaidAsync(long amount) =>
        await Money.CreateAsync(
            api, "payments", NewPayment.Body(await Money.StudentAsync(api), ("amountMinor", amount)));
}
