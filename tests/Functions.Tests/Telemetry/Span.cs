using Google.Protobuf;
using Google.Protobuf.Collections;
using Lectern.Testing;
using OpenTelemetry.Proto.Common.V1;
using SpanKind = OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>A span as a collector gets it; its ids are written as in headers and problems.</summary>
internal sealed record Span(
    string Service, string TraceId, string Id, string ParentId, string Name, SpanKind Kind, ulong Start, ulong End,
    IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>All spans that have come so far.</summary>
    public static List<Span> All(OtlpReceiver receiver) =>
    [
        .. from resource in receiver.Spans
           from scope in resource.ScopeSpans
           from span in scope.Spans
           select new Span(
               Texts(resource.Resource.Attributes)["service.name"], Hex(span.TraceId), Hex(span.SpanId),
               Hex(span.ParentSpanId), span.Name, span.Kind, span.StartTimeUnixNano, span.EndTimeUnixNano,
               Texts(span.Attributes)),
    ];

    /// <summary>An id as headers and problems write it.</summary>
    public static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    private static Dictionary<string, string> Texts(RepeatedField<KeyValue> attributes) =>
        attributes.ToDictionary(attribute => attribute.Key, attribute => Text(attribute.Value));

    private static string Text(AnyValue value) =>
        value.HasIntValue ? $"{value.IntValue}" : value.HasStringValue ? value.StringValue : $"{value}";
}
