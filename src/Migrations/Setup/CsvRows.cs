namespace Lectern.Migrations.Setup;

/// <summary>
/// Counts the rows of CSV text that comes in pieces: the server tells nobody how many it copied. A line break inside
/// quotes ends no row, and a doubled quote closes and opens again.
/// </summary>
internal sealed class CsvRows
{
    private long _ended;
    private bool _isInQuotes;
    private bool _isInRow;

    /// <summary>Rows so far, the header not among them.</summary>
    public long CountBelowHeader => Math.Max(0, _ended + (_isInRow ? 1 : 0) - 1);

    /// <summary>Counts on with the next piece.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            _isInQuotes ^= character == '"';
            _isInRow = character != '\n' || _isInQuotes;
            _ended += _isInRow ? 0 : 1;
        }
    }
}
