using System.Text;

namespace Lectern.Functions.Conversations.Events;

/// <summary>A message as all its subscribers get it: encoded once, not once for each of them.</summary>
public sealed record MessageFrame(int Number, ReadOnlyMemory<byte> Bytes)
{
    // JSON escapes line breaks, so the data is one line.
    public static MessageFrame Of(Message message) => new(
        message.Number,
        Encoding.UTF8.GetBytes(
            $"id: {message.Number}\ndata: {JsonSerializer.Serialize(message, LecternJson.Options)}\n\n"));
}
