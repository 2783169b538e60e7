using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using CsvHelper;
using Lectern.Functions.Http.Streams;

namespace Lectern.Functions.Http;

/// <summary>Streams a list with few rows in memory: JSON lines, or CSV (RFC 4180) with a header.</summary>
public sealed class ExportResult<T>(Selection<T> rows, ListQuery<T> query) : IResult
    where T : IRow
{
    // The proxy of the host cuts an idle stream after 240 s.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(200);
    private const int FlushBytes = 64 * 1024;
    private const int CsvFlushRows = 200;
    // Nested objects do not fit into a cell.
    private static readonly JsonPropertyInfo[] CsvColumns =
    [
        .. LecternJson.Options.GetTypeInfo(typeof(T)).Properties
            .Where(property => property.Get is not null
                && LecternJson.Options.GetTypeInfo(property.PropertyType).Kind != JsonTypeInfoKind.Object),
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

        var client = httpContext.RequestServices.GetRequiredService<ClientWriter>();
        using var place = OpenStreams.Open(httpContext, StreamKind.Export);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        limit.CancelAfter(MaxDuration);
        await using var batches = rows.BatchesAsync(limit.Token).GetAsyncEnumerator(CancellationToken.None);
        // Reads the first rows before it sends anything: errors until then become problem documents.
        await batches.MoveNextAsync();
        response.ContentType = contentType;
        await client.RunAsync(httpContext, "An export", output => isCsv
            ? WriteCsvAsync(client, output, ColumnsOf(rows.IsPart), batches, limit.Token)
            : WriteNdjsonAsync(client, output, batches, limit.Token));
    }

    private static string[] ColumnsOf(bool isPart) =>
    [
        .. CsvColumns.Where(column => !isPart || !AbsentFromPartAttribute.IsOn(column)).Select(column => column.Name),
    ];

    private static async Task WriteNdjsonAsync(
        ClientWriter client, PipeWriter output, IAsyncEnumerator<IReadOnlyList<T>> batches, CancellationToken token)
    {
        await using var writer = new Utf8JsonWriter(output, new() { Encoder = LecternJson.Options.Encoder });
        do
        {
            foreach (var row in batches.Current)
            {
                JsonSerializer.Serialize(writer, row, LecternJson.Options);
                writer.Flush();
                writer.Reset();
                output.GetSpan(1)[0] = (byte)'\n';
                output.Advance(1);
                if (output.UnflushedBytes > FlushBytes)
                {
                    await client.FlushAsync(output, token);
                }
            }
        }
        while (await batches.MoveNextAsync());
        await client.FlushAsync(output, token);
    }

    private static async Task WriteCsvAsync(
        ClientWriter client, PipeWriter output, string[] columns,
        IAsyncEnumerator<IReadOnlyList<T>> batches, CancellationToken token)
    {
        using var lines = new MemoryStream();
        await using var csv = CsvWriter.Create(lines, CsvWriterOptions.Default, leaveOpen: true);
        int unsent = 0;
        foreach (string column in columns)
        {
            csv.WriteField(column);
        }

        await csv.EndRecordAsync(token);
        do
        {
            foreach (var row in batches.Current)
            {
                var members = JsonSerializer.SerializeToElement(row, LecternJson.Options);
                foreach (string column in columns)
                {
                    csv.WriteField(members.TryGetProperty(column, out var value) ? Cell(value) : "");
                }

                await csv.EndRecordAsync(token);
                if (++unsent == CsvFlushRows)
                {
                    await SendAsync();
                }
            }
        }
        while (await batches.MoveNextAsync());
        await SendAsync();

        async Task SendAsync()
        {
            await csv.FlushAsync(token);
            output.Write(lines.GetBuffer().AsSpan(0, (int)lines.Length));
            lines.SetLength(0);
            unsent = 0;
            await client.FlushAsync(output, token);
        }
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
