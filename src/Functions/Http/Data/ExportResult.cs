using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsvHelper;
using Dapper;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Paging;
using Npgsql;

namespace Lectern.Functions.Http.Data;

/// <summary>
/// A whole list, row by row as the server sends it, so that a million rows take no more memory than one page. The
/// caller who leaves cancels the query on the server.
/// </summary>
/// <param name="database">Where the rows are.</param>
/// <param name="query">Which rows.</param>
/// <param name="orderBy">The SQL order.</param>
/// <param name="format"><see cref="Ndjson"/> or <see cref="Csv"/>.</param>
public sealed class ExportResult<T>(RequestDatabase database, ListQuery<T> query, string orderBy, string format) : IResult
{
    /// <summary>A JSON object a line.</summary>
    public const string Ndjson = "ndjson";

    /// <summary>RFC 4180, with a header line.</summary>
    public const string Csv = "csv";

    /// <summary>The longest stream; the host's proxy would cut an idle one after 240 s.</summary>
    private const int MaxSeconds = 200;

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
    public Task ExecuteAsync(HttpContext httpContext) =>
        database.StreamAsync((connection, token) => StreamAsync(httpContext, connection, token), httpContext.RequestAborted);

    private async Task StreamAsync(HttpContext context, NpgsqlConnection connection, CancellationToken token)
    {
        string sql = $"""
            select set_config('statement_timeout', '{MaxSeconds}s', true);
            {(query.PlanForValues ? Sql.PlanForValues : "")}
            select {query.Columns} from {query.From} where {query.Where} order by {orderBy}
            """;
        // Opened by Dapper for its parameters, read by hand: Dapper's own streaming would read on to the end.
        await using var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition(sql, query.Parameters, commandTimeout: MaxSeconds, cancellationToken: token));
        try
        {
            while (reader.FieldCount == 1 && reader.GetName(0) == "set_config")
            {
                await reader.NextResultAsync(token);
            }

            context.Response.ContentType = format == Csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
            await (format == Csv ? WriteCsvAsync(context, reader, token) : WriteNdjsonAsync(context, reader, token));
        }
        catch
        {
            // Closing a reader reads what is left; the server must stop sending first.
            ((IWrappedDataReader)reader).Command.Cancel();
            throw;
        }
    }

    private static async Task WriteNdjsonAsync(HttpContext context, DbDataReader reader, CancellationToken token)
    {
        var parse = reader.GetRowParser<T>();
        var output = context.Response.BodyWriter;
        await using var writer = new Utf8JsonWriter(output, new() { Encoder = LecternJson.Options.Encoder });
        while (await reader.ReadAsync(token))
        {
            JsonSerializer.Serialize(writer, parse(reader), LecternJson.Options);
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

    private static async Task WriteCsvAsync(HttpContext context, DbDataReader reader, CancellationToken token)
    {
        var parse = reader.GetRowParser<T>();
        await using var csv = CsvWriter.Create(
            context.Response.Body, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (string column in CsvColumns)
        {
            csv.WriteField(column);
        }

        await csv.EndRecordAsync(token);
        while (await reader.ReadAsync(token))
        {
            var row = JsonSerializer.SerializeToElement(parse(reader), LecternJson.Options);
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
