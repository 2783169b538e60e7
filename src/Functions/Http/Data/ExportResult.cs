using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsvHelper;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;

namespace Lectern.Functions.Http.Data;

/// <summary>
/// A whole list, batch by batch as the server sends it, so that a million rows take no more memory than a thousand. It
/// may be seconds old, from a standby: nobody reads his own write back by an export, and the primary has better to do.
/// </summary>
/// <param name="database">Where the rows are.</param>
/// <param name="query">Which rows.</param>
/// <param name="orderBy">The SQL order.</param>
/// <param name="format"><see cref="Ndjson"/> or <see cref="Csv"/>.</param>
public sealed class ExportResult<T>(RequestDatabase database, ListQuery<T> query, string orderBy, string format)
    : IResult
    where T : IRow
{
    /// <summary>A JSON object a line.</summary>
    public const string Ndjson = "ndjson";

    /// <summary>RFC 4180, with a header line.</summary>
    public const string Csv = "csv";

    /// <summary>The longest stream; the host's proxy would cut an idle one after 240 s.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(200);

    private const int FlushBytes = 64 * 1024;

    /// <summary>The members of a row but for objects within it, which no cell can hold.</summary>
    private static readonly string[] CsvColumns =
    [
        .. LecternJson.Options.GetTypeInfo(typeof(T)).Properties
            .Where(property => property.Get is not null
                && LecternJson.Options.GetTypeInfo(property.PropertyType).Kind != JsonTypeInfoKind.Object)
            .Select(property => property.Name),
    ];

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        string contentType = format == Csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            // Kestrel would discard the rows; the database is not asked for them.
            httpContext.Response.ContentType = contentType;
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        limit.CancelAfter(MaxDuration);
        string sql = $"select {query.Columns} from {query.From} where {query.Where} order by {orderBy}";
        await using var rows = database.StreamAsync<T>(sql, query.Parameters, limit.Token)
            .GetAsyncEnumerator(CancellationToken.None);
        // The first rows before the first byte: what goes wrong until then is still a problem document.
        bool any = await rows.MoveNextAsync();
        var response = httpContext.Response;
        response.ContentType = contentType;
        await (format == Csv
            ? WriteCsvAsync(response.Body, rows, any, limit.Token)
            : WriteNdjsonAsync(response.BodyWriter, rows, any, limit.Token));
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
        Stream output, IAsyncEnumerator<T> rows, bool any, CancellationToken token)
    {
        await using var csv = CsvWriter.Create(
            output, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (string column in CsvColumns)
        {
            csv.WriteField(column);
        }

        await csv.EndRecordAsync(token);
        for (bool more = any; more; more = await rows.MoveNextAsync())
        {
            var row = JsonSerializer.SerializeToElement(rows.Current, LecternJson.Options);
            foreach (string column in CsvColumns)
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
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(';', value.EnumerateArray().Select(Cell)),
        _ => value.GetRawText(),
    };
}
