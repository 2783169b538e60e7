using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Event streams: their beginnings, and what they send again.</summary>
internal static class EventCases
{
    private const string Events = $"conversations/{First}/events";

    public static IEnumerable<Case> All =>
    [
        new("events, the first line", Get(Events) with { BlankLines = 1 }),
        new("events after the 27th", Get(Events).With("Last-Event-ID: 27") with { BlankLines = 4 }),
        new("events after the 0th", Get(Events).With("Last-Event-ID: 0") with { BlankLines = Rows + 1 }),
        new("events in gzip", Get(Events).With("Accept-Encoding: gzip", "Last-Event-ID: x")),
        new("events after one that is none", Get(Events).With("Last-Event-ID: x"),
            Get(Events).With("Last-Event-ID: -1"), Get(Events).With("Last-Event-ID: 1,2")),
        new("events after two", Get(Events).With("Last-Event-ID: 1", "Last-Event-ID: 2")),
        new("events by HEAD", Head(Events)),
        new("events of nobody", Get($"conversations/{Nobody}/events")),
        new("events as a stranger", Get(Events).With("X-Dev-Role: student", $"X-Dev-User: {Id(6)}")),
        new("events with a query", Get($"{Events}?x=1")),
        new("events from a page", Get(Events).With("Origin: http://localhost:1") with { BlankLines = 1 }),
    ];
}
