using Lectern.Database;
using Lectern.DatabaseUrls;
using Lectern.Functions.Admission;
using Xunit;

namespace Lectern.Functions.Tests.Admission;

/// <summary>Who may take or wait for a place in front of the pool. No connection is opened.</summary>
public sealed class DatabasePlacesTests : IAsyncDisposable
{
    private const int Waiting = 8;

    private static readonly Share Locked = Share.Ordinary("students");
    private static readonly Share Other = Share.Ordinary("tutors");

    private readonly ApplicationDatabase _database = ApplicationDatabase.Create(
        DatabaseUrl.Parse("Host=127.0.0.1;Maximum Pool Size=5;Timeout=60"), new());
    private readonly DatabasePlaces _places;

    public DatabasePlacesTests() => _places = new(
        _database,
        new(
            Waiting, Exports: 1, ExportsPerCaller: 1, Events: 1, EventsPerCaller: 1, BodyBytes: 1,
            Write: TimeSpan.Zero),
        TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        _places.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Admitted_requests_of_one_share_do_not_take_the_waiting_places_of_the_others()
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var tasks = Enumerable.Range(0, 10 * Waiting)
            .Select(_ => _places.TakeAsync(Locked, isAdmitted: true, left.Token).AsTask())
            .ToList();

        Assert.True(_places.IsFull(Locked));
        Assert.False(_places.IsFull(Other));
        using (await _places.TakeAsync(Other, isAdmitted: false, left.Token))
        {
        }

        await left.CancelAsync();
        Assert.Equal(3, tasks.Count(task => task.IsCompletedSuccessfully));
    }
}
