using Lectern.Functions.Http.Problems;

namespace Lectern.Functions.Http;

/// <summary>
/// A request's body of unknown length, refused when more than <see cref="BodyLimit.MaxBytes"/> of it have come. The
/// rest is read before the refusal: an answer while the Functions host still forwards the body cuts its connection, and
/// the caller gets an empty 500.
/// </summary>
internal sealed class CountedBody(Stream body) : Stream
{
    private long _bytes;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="ProblemException">413 body-too-large.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await body.ReadAsync(buffer, cancellationToken);
        _bytes += count;
        if (_bytes <= BodyLimit.MaxBytes)
        {
            return count;
        }

        await BodyLimit.DrainAsync(body, BodyLimit.MaxDrainedBytes - _bytes, cancellationToken);
        throw BodyLimit.Problem.Exception(BodyLimit.Detail);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A body is read asynchronously.");

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
