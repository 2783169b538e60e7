namespace Lectern.Migrations.Setup;

/// <summary>
/// Counts the rows of CSV text that arrives in pieces, because Npgsql does not return the number of copied rows. A line
/// break inside quotes ends no row. A doubled quote counts as a closing and an opening quote.
/// </summary>
internal sealed class CsvRows
{
    private long _ended;
    private bool _isInQuotes;
    private bool _isInRow;

    /// <summary>The rows so far, without the header.</summary>
    public long CountBelowHeader => Math.Max(0, _ended + (_isInRow ? 1 : 0) - 1);

    /// <summary>Counts the rows of the next piece.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            _isInQuotes ^= character == '"';
            _isInRow = character != '\n' || _isInQuotes;
            _ended += _isInRow ? 0 : 1;
        }
    }
}
