namespace Lectern.Functions.Tests.Contract;

/// <summary>A stream that shows its first lines to somebody while it is read, and holds back nothing.</summary>
internal sealed class LineStream(Stream inner, int shownLines, Action<int, ReadOnlyMemory<byte>> onLine) : Stream
{
    private readonly MemoryStream _line = new();
    private int _number;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Seen(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        return Seen(buffer.Span[..read]);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        _line.Dispose();
        base.Dispose(disposing);
    }

    private int Seen(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        for (int end; _number < shownLines && (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            _line.Write(rest[..end]);
            onLine(++_number, _line.GetBuffer().AsMemory(0, (int)_line.Length));
            _line.SetLength(0);
        }

        if (_number < shownLines)
        {
            _line.Write(rest);
        }

        return bytes.Length;
    }
}
