using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using CsvHelper;

namespace Lectern.Functions.Http;

/// <summary>Streams a list with few rows in memory: JSON lines, or CSV (RFC 4180) with a header.</summary>
public sealed class ExportResult<T>(Selection<T> rows, ListQuery<T> query) : IResult
    where T : IRow
{
    // The proxy of the host cuts an idle stream after 240 s.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(200);
    private const int FlushBytes = 64 * 1024;
    // Nested objects do not fit into a cell.
    private static readonly string[] CsvColumns =
    [
        .. LecternJson.Options.GetTypeInfo(typeof(T)).Properties
            .Where(property => property.Get is not null
                && LecternJson.Options.GetTypeInfo(property.PropertyType).Kind != JsonTypeInfoKind.Object)
            .Select(property => property.Name),
    ];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        bool isCsv = query.Format == "csv";
        string contentType = isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson";
        var response = httpContext.Response;
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            // Does not query the database for rows that Kestrel would discard.
            response.ContentType = contentType;
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        limit.CancelAfter(MaxDuration);
        await using var each = rows.StreamAsync(limit.Token).GetAsyncEnumerator(CancellationToken.None);
        // Reads the first rows before it sends anything: errors until then become problem documents.
        bool any = await each.MoveNextAsync();
        response.ContentType = contentType;
        await (isCsv
            ? WriteCsvAsync(response.Body, [.. CsvColumns.Except(rows.Absent ?? [])], each, any, limit.Token)
            : WriteNdjsonAsync(response.BodyWriter, each, any, limit.Token));
    }

    private static async Task WriteNdjsonAsync(
        PipeWriter output, IAsyncEnumerator<T> rows, bool any, CancellationToken token)
    {
        await using var writer = new Utf8JsonWriter(output, new() { Encoder = LecternJson.Options.Encoder });
        for (bool more = any; more; more = await rows.MoveNextAsync())
        {
            JsonSerializer.Serialize(writer, rows.Current, LecternJson.Options);
            writer.Flush();
            writer.Reset();
            output.GetSpan(1)[0] = (byte)'\n';
            output.Advance(1);
            if (output.UnflushedBytes > FlushBytes)
            {
                await output.FlushAsync(token);
            }
        }

        await output.FlushAsync(token);
    }

    private static async Task WriteCsvAsync(
        Stream output, IReadOnlyCollection<string> columns, IAsyncEnumerator<T> rows, bool any,
        CancellationToken token)
    {
        await using var csv = CsvWriter.Create(output, CsvWriterOptions.Default, leaveOpen: true);
        foreach (string column in columns)
        {
            csv.WriteField(column);
        }

        await csv.EndRecordAsync(token);
        for (bool more = any; more; more = await rows.MoveNextAsync())
        {
            var row = JsonSerializer.SerializeToElement(rows.Current, LecternJson.Options);
            foreach (string column in columns)
            {
                csv.WriteField(row.TryGetProperty(column, out var value) ? Cell(value) : "");
            }

            await csv.EndRecordAsync(token);
        }

        await csv.FlushAsync(token);
    }

    private static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        // Each text of a list: where the separator is a semicolon, it begins a cell.
        JsonValueKind.String => SpreadsheetCell.Of(value.GetString()!),
        JsonValueKind.Array => string.Join(';', value.EnumerateArray().Select(Cell)),
        _ => value.GetRawText(),
    };
}
