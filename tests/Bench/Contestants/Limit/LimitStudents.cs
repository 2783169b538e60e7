using System.Text.Json;
using Lectern.Bench.Contestants.Common;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;

namespace Lectern.Bench.Contestants.Limit;

internal sealed class LimitStudents(NpgsqlDataSource source)
{
    public async Task GetAsync(HttpContext context, Guid id)
    {
        await using var command = source.CreateCommand(SchoolSql.Get);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await AnswerAsync(context, command, StatusCodes.Status200OK);
    }

    public async Task ListAsync(HttpContext context)
    {
        var request = context.Request;
        int limit = Paging.LimitOf(request);
        await using var command = source.CreateCommand();
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit + 1 });
        if (Paging.PatternOf(request) is { } pattern)
        {
            command.CommandText = SchoolSql.Search;
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = pattern });
        }
        else if (Paging.CursorOf(request) is { } cursor)
        {
            command.CommandText = SchoolSql.ListAfter;
            command.Parameters.Add(new NpgsqlParameter<DateTime>
            {
                TypedValue = cursor.CreatedAt,
                NpgsqlDbType = NpgsqlDbType.TimestampTz,
            });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = cursor.Id });
        }
        else
        {
            command.CommandText = SchoolSql.List;
        }

        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        Begin(context, StatusCodes.Status200OK);
        await using var writer = LimitJson.WriterOf(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteStartArray("value"u8);
        (DateTime CreatedAt, Guid Id) last = default;
        int count = 0;
        string? next = null;
        while (await rows.ReadAsync(context.RequestAborted))
        {
            if (count++ == limit)
            {
                next = Paging.NextLink(request, last.CreatedAt, last.Id);
                break;
            }

            last = (rows.GetDateTime(7), rows.GetGuid(0));
            LimitJson.WriteStudent(writer, rows);
        }

        writer.WriteEndArray();
        if (next is not null)
        {
            writer.WriteString("nextLink"u8, next);
        }

        writer.WriteEndObject();
    }

    public async Task CreateAsync(HttpContext context)
    {
        var input = (await JsonSerializer.DeserializeAsync(
            context.Request.Body, RowsJson.Default.StudentInput, context.RequestAborted))!;
        var id = Guid.CreateVersion7();
        await using var command = source.CreateCommand(SchoolSql.Create);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = input.FullName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = input.Email });
        command.Parameters.Add(OrNull(input.Grade, NpgsqlDbType.Smallint));
        command.Parameters.Add(OrNull(input.DateOfBirth, NpgsqlDbType.Date));
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = input.IsActive });
        command.Parameters.Add(OrNull(input.UserId, NpgsqlDbType.Uuid));
        context.Response.Headers.Location = Paging.LinkTo(context.Request, id);
        await AnswerAsync(context, command, StatusCodes.Status201Created);
    }

    public async Task PatchAsync(HttpContext context, Guid id)
    {
        await using var command = source.CreateCommand(SchoolSql.Patch);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Requests.IfMatch(context.Request) });
        command.Parameters.Add(new NpgsqlParameter<string>
        {
            TypedValue = await Requests.PatchAsync(context.Request),
        });
        await AnswerAsync(context, command, StatusCodes.Status200OK);
    }

    public static NpgsqlParameter OrNull(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static void Begin(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
    }

    private static async Task AnswerAsync(HttpContext context, NpgsqlCommand command, int status)
    {
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        if (!await rows.ReadAsync(context.RequestAborted))
        {
            context.Response.StatusCode = HttpMethods.IsGet(context.Request.Method)
                ? StatusCodes.Status404NotFound
                : StatusCodes.Status412PreconditionFailed;
            return;
        }

        Begin(context, status);
        Requests.SetETag(context.Response, rows.GetInt32(9));
        await using var writer = LimitJson.WriterOf(context.Response.BodyWriter);
        LimitJson.WriteStudent(writer, rows);
    }
}
