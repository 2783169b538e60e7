using Lectern.Testing;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>A span as a collector gets it (opentelemetry-proto, trace.proto).</summary>
internal sealed record Span(
    string Service, string TraceId, string Id, string ParentId, string Name, ulong Kind, ulong Start, ulong End,
    IReadOnlyDictionary<string, string> Attributes)
{
    public const ulong Internal = 1;
    public const ulong Server = 2;
    public const ulong Client = 3;

    /// <summary>All spans that have come so far.</summary>
    public static List<Span> All(OtlpReceiver receiver) =>
    [
        .. from body in receiver.Bodies("traces")
           from resource in new Protobuf(body).Messages(1)
           from scope in resource.Messages(2)
           from span in scope.Messages(2)
           select new Span(
               Pairs(resource.Messages(1).Single(), 1)["service.name"], span.Hex(1), span.Hex(2), span.Hex(4),
               span.Text(5), span.Value(6), span.Value(7), span.Value(8), Pairs(span, 9)),
    ];

    private static Dictionary<string, string> Pairs(Protobuf message, int number) =>
        message.Messages(number).ToDictionary(pair => pair.Text(1), pair => Text(pair.Messages(2).Single()));

    private static string Text(Protobuf value) => value.Text(1) is { Length: > 0 } text ? text : $"{value.Value(3)}";
}
