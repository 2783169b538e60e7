using System.Buffers;
using Lectern.Functions.Admission;

namespace Lectern.Functions.Http;

/// <summary>A body in a pooled buffer that grows, until its request ends.</summary>
internal sealed class KeptBody(BodyBudget budget) : IDisposable
{
    private byte[] _buffer = [];
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Room for more bytes behind those that are there.</summary>
    /// <exception cref="ProblemException">503 overloaded: too many bodies are in memory.</exception>
    public Memory<byte> Space(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes, _length * 2));
            try
            {
                budget.Take(larger.Length);
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(larger);
                throw;
            }

            _buffer.AsSpan(0, _length).CopyTo(larger);
            Release();
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }

    public void Add(int count) => _length += count;

    public void Dispose()
    {
        Release();
        (_buffer, _length) = ([], 0);
    }

    private void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            budget.Give(_buffer.Length);
        }
    }
}
