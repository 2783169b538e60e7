using System.Net;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;
using Npgsql;
using Xunit;

namespace Lectern.Functions.Tests.Payments;

public sealed class ArchivedPaymentTests(SchoolApi api) : IClassFixture<SchoolApi>
{
    private const string Refund = """{"amountMinor":100,"reason":"A lesson was cancelled."}""";

    // A refund waits after it has changed its payment.
    private const string HoldRefunds = """
        create function hold_refund() returns trigger language plpgsql as $$
        begin
            perform pg_advisory_xact_lock_shared(1);
            return new;
        end
        $$;
        create trigger hold_refund before insert on refunds for each row execute function hold_refund();
        """;

    [Fact]
    public async Task An_archived_payment_is_read_by_its_student_and_no_longer_refunded()
    {
        var (student, headers) = await Money.CallingStudentAsync(api);
        var (path, _) = await Money.CreateAsync(api, "payments", NewPayment.Body(student));
        var (refund, _) = await Money.CreateAsync(api, $"{path}/refunds", Refund);
        var before = (await api.GetAsync(path, headers), await api.GetAsync(refund, headers));

        Archive.All(api);

        var after = (await api.GetAsync(path, headers), await api.GetAsync(refund, headers));
        Assert.Equal((before.Item1.Text, before.Item1.ETag), (after.Item1.Text, after.Item1.ETag));
        Assert.Equal((before.Item2.Text, before.Item2.ETag), (after.Item2.Text, after.Item2.ETag));
        Assert.Single(await api.IdsAsync("payments", headers));
        var refused = (await api.PostAsync($"{path}/refunds", Refund, Money.Key)).AssertProblem(409, "conflict");
        Assert.Contains("archived", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        Assert.Single(await api.IdsAsync($"{path}/refunds", headers));
    }

    [Fact]
    public async Task A_student_with_an_archived_payment_cannot_be_deleted()
    {
        string student = await Money.StudentAsync(api);
        await Money.CreateAsync(api, "payments", NewPayment.Body(student));
        var before = (await api.DeleteAsync($"students/{student}")).AssertProblem(409, "in-use");

        Archive.All(api);

        var after = (await api.DeleteAsync($"students/{student}")).AssertProblem(409, "in-use");
        Assert.Equal($"{before.Json["detail"]}", $"{after.Json["detail"]}");
    }

    [Fact]
    public async Task A_refund_that_comes_while_its_payment_is_moved_is_refused()
    {
        await MakeYearAsync();
        var (path, _) = await Money.CreateAsync(api, "payments", NewPayment.Body(await Money.StudentAsync(api)));
        await using var held = await HeldLock.TakeAsync(api, "lock table archive.payments in share mode");
        var archiving = Archive.AllAsync(api);
        await Waiting.ForConnectionsAsync(api, "wait_event_type = 'Lock'", 1, "lectern_owner");
        var refunding = api.PostAsync($"{path}/refunds", Refund, Money.Key);
        await Waiting.ForALockAsync(api);
        await held.ReleaseAsync();

        Assert.Equal(1, (await archiving).Payments);
        (await refunding).AssertProblem(409, "conflict");
        Assert.Equal(0, (int)(await api.GetAsync(path)).Json["refundedMinor"]!);
        Assert.Empty(await api.IdsAsync($"{path}/refunds"));
    }

    [Fact]
    public async Task A_refund_that_came_first_is_moved_with_its_payment()
    {
        await MakeYearAsync();
        var (path, _) = await Money.CreateAsync(api, "payments", NewPayment.Body(await Money.StudentAsync(api)));
        await Money.ExecuteAsync(api, HoldRefunds);
        await using var held = await HeldLock.TakeAsync(api, "select pg_advisory_xact_lock(1)");
        var refunding = api.PostAsync($"{path}/refunds", Refund, Money.Key);
        await Waiting.ForALockAsync(api);
        var archiving = Archive.AllAsync(api);
        await Waiting.ForConnectionsAsync(api, "wait_event_type = 'Lock'", 1, "lectern_owner");
        await held.ReleaseAsync();

        Assert.Equal(HttpStatusCode.Created, (await refunding).Status);
        var moved = await archiving;

        Assert.Equal((1, 1), (moved.Payments, moved.Refunds));
        Assert.Equal(100, (int)(await api.GetAsync(path)).Json["refundedMinor"]!);
        Assert.Single(await api.IdsAsync($"{path}/refunds"));
    }

    [Fact]
    public async Task The_application_reads_the_archive_only_through_the_api_and_cannot_change_it()
    {
        await MakeYearAsync();

        var refused = Assert.Throws<PostgresException>(() =>
            Sql.Execute(api.Database.ApplicationConnectionString, "delete from archive.payments"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    /// <summary>Has the partition of the year there, which the job would wait for first.</summary>
    private async Task MakeYearAsync()
    {
        await Money.CreateAsync(api, "payments", NewPayment.Body(await Money.StudentAsync(api)));
        Archive.All(api);
    }
}
