using System.Buffers.Binary;
using System.Text;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>One message of protobuf's wire format: its fields by number (protobuf.dev: Encoding).</summary>
internal sealed class Protobuf
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public Protobuf(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            ulong key = Varint(ref message);
            (ulong value, var bytes) = ((int)key & 7) switch
            {
                0 => (Varint(ref message), default),
                1 => (BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8).Span), default),
                2 => (0UL, Take(ref message, (int)Varint(ref message))),
                5 => (BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4).Span), default),
                var type => throw new InvalidDataException($"Wire type {type}"),
            };
            _fields.Add(((int)(key >> 3), value, bytes));
        }
    }

    public IEnumerable<Protobuf> Messages(int number) =>
        _fields.Where(field => field.Number == number).Select(field => new Protobuf(field.Bytes));

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number));

    public ulong Value(int number) => _fields.Find(field => field.Number == number).Value;

    private ReadOnlySpan<byte> Bytes(int number) => _fields.Find(field => field.Number == number).Bytes.Span;

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = Take(ref message, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> message, int length)
    {
        var taken = message[..length];
        message = message[length..];
        return taken;
    }
}
