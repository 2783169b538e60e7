using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Lectern.Bench.Contestants.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Lectern.Bench.Contestants.WithDapper;

/// <summary>A minimal API with Dapper, as its documentation shows it. It checks nothing.</summary>
internal static class DapperApi
{
    public static WebApplication Build(string connectionString, int port)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        var builder = MinimalApi.Builder(port);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(connectionString));
        var app = builder.Build();
        app.MapGet("/api/students", ListAsync);
        app.MapPost("/api/students", CreateAsync);
        app.MapGet("/api/students/{id:guid}", GetAsync);
        app.MapPatch("/api/students/{id:guid}", PatchAsync);
        app.MapPost("/api/payments", PayAsync);
        return app;
    }

    private static async Task<Results<Ok<Student>, NotFound>> GetAsync(
        Guid id, HttpResponse response, NpgsqlDataSource source, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        var student = await connection.QuerySingleOrDefaultAsync<Student>(Command(DapperSql.Get, new { id }, token));
        if (student is null)
        {
            return TypedResults.NotFound();
        }

        Requests.SetETag(response, student.Version);
        return TypedResults.Ok(student);
    }

    private static async Task<Ok<StudentPage>> ListAsync(
        HttpRequest request, NpgsqlDataSource source, CancellationToken token)
    {
        int limit = Paging.LimitOf(request);
        var (pattern, cursor) = (Paging.PatternOf(request), Paging.CursorOf(request));
        string sql = pattern is not null ? DapperSql.Search : cursor is null ? DapperSql.List : DapperSql.ListAfter;
        var parameters = new { Fetch = limit + 1, pattern, createdAt = cursor?.CreatedAt, id = cursor?.Id };
        await using var connection = await source.OpenConnectionAsync(token);
        var rows = (await connection.QueryAsync<Student>(Command(sql, parameters, token))).AsList();
        return TypedResults.Ok(Paging.PageOf(request, rows, limit));
    }

    private static async Task<Created<Student>> CreateAsync(
        StudentInput input, HttpContext context, NpgsqlDataSource source, CancellationToken token)
    {
        var parameters = new
        {
            Id = Guid.CreateVersion7(),
            input.FullName,
            input.Email,
            input.Grade,
            input.DateOfBirth,
            input.IsActive,
            input.UserId,
        };
        await using var connection = await source.OpenConnectionAsync(token);
        var student = await connection.QuerySingleAsync<Student>(Command(DapperSql.Create, parameters, token));
        Requests.SetETag(context.Response, student.Version);
        return TypedResults.Created(Paging.LinkTo(context.Request, student.Id), student);
    }

    private static async Task<Results<Ok<Student>, StatusCodeHttpResult>> PatchAsync(
        Guid id, HttpContext context, NpgsqlDataSource source, CancellationToken token)
    {
        string patch = await Requests.PatchAsync(context.Request);
        var parameters = new { id, version = Requests.IfMatch(context.Request), patch };
        await using var connection = await source.OpenConnectionAsync(token);
        var student = await connection.QuerySingleOrDefaultAsync<Student>(
            Command(DapperSql.Patch, parameters, token));
        if (student is null)
        {
            return TypedResults.StatusCode(StatusCodes.Status412PreconditionFailed);
        }

        Requests.SetETag(context.Response, student.Version);
        return TypedResults.Ok(student);
    }

    private static async Task<Results<Created<Payment>, StatusCodeHttpResult>> PayAsync(
        HttpContext context, NpgsqlDataSource source, CancellationToken token)
    {
        byte[] body = await Requests.BodyAsync(context.Request);
        var claim = new { Requests.Caller, key = Requests.KeyOf(context.Request), hash = SHA256.HashData(body) };
        var input = JsonSerializer.Deserialize(body, RowsJson.Default.PaymentInput)!;
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (await connection.ExecuteAsync(Command(DapperSql.ClaimKey, claim, token)) == 0)
        {
            return TypedResults.StatusCode(StatusCodes.Status409Conflict);
        }

        var parameters = new
        {
            Id = Guid.CreateVersion7(),
            input.StudentId,
            input.SubscriptionId,
            input.AmountMinor,
            input.Currency,
            input.Method,
            input.Reference,
            input.PaidAt,
        };
        var payment = await connection.QuerySingleAsync<Payment>(Command(DapperSql.Pay, parameters, token));
        string location = Paging.LinkTo(context.Request, payment.Id);
        var answer = new
        {
            claim.Caller,
            claim.key,
            status = (short)StatusCodes.Status201Created,
            headers = Requests.Headers(payment.Version, location),
            body = JsonSerializer.SerializeToUtf8Bytes(payment, RowsJson.Default.Payment),
        };
        await connection.ExecuteAsync(Command(DapperSql.KeepAnswer, answer, token));
        await transaction.CommitAsync(token);
        Requests.SetETag(context.Response, payment.Version);
        return TypedResults.Created(location, payment);
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken token) =>
        new(sql, parameters, cancellationToken: token);
}
