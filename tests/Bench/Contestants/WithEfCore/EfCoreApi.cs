using System.Security.Cryptography;
using System.Text.Json;
using Lectern.Bench.Contestants.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Bench.Contestants.WithEfCore;

/// <summary>
/// A minimal API with Entity Framework Core: pooled contexts, queries without tracking, and SQL only where the same
/// number of round trips needs it. It checks nothing.
/// </summary>
internal static class EfCoreApi
{
    public static WebApplication Build(string connectionString, int port)
    {
        var builder = MinimalApi.Builder(port);
        builder.Services.AddDbContextPool<SchoolContext>(options => options.UseNpgsql(connectionString));
        var app = builder.Build();
        app.MapGet("/api/students", ListAsync);
        app.MapPost("/api/students", CreateAsync);
        app.MapGet("/api/students/{id:guid}", GetAsync);
        app.MapPatch("/api/students/{id:guid}", PatchAsync);
        app.MapPost("/api/payments", PayAsync);
        return app;
    }

    private static async Task<Results<Ok<Student>, NotFound>> GetAsync(
        Guid id, HttpResponse response, SchoolContext school, CancellationToken token)
    {
        var student = await school.Students.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, token);
        if (student is null)
        {
            return TypedResults.NotFound();
        }

        Requests.SetETag(response, student.Version);
        return TypedResults.Ok(student);
    }

    private static async Task<Ok<StudentPage>> ListAsync(
        HttpRequest request, SchoolContext school, CancellationToken token)
    {
        int limit = Paging.LimitOf(request);
        var students = school.Students.AsNoTracking();
        if (Paging.PatternOf(request) is { } pattern)
        {
            students = students.Where(row => EF.Functions.Like(EF.Property<string>(row, "Search"), pattern));
        }

        if (Paging.CursorOf(request) is var (createdAt, id))
        {
            students = students.Where(row => EF.Functions.GreaterThan(
                ValueTuple.Create(row.CreatedAt, row.Id), ValueTuple.Create(createdAt, id)));
        }

        var rows = await students.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Take(limit + 1)
            .ToListAsync(token);
        return TypedResults.Ok(Paging.PageOf(request, rows, limit));
    }

    private static async Task<Created<Student>> CreateAsync(
        StudentInput input, HttpContext context, SchoolContext school, CancellationToken token)
    {
        var student = new Student
        {
            Id = Guid.CreateVersion7(),
            FullName = input.FullName,
            Email = input.Email,
            Grade = input.Grade,
            DateOfBirth = input.DateOfBirth,
            IsActive = input.IsActive,
            UserId = input.UserId,
        };
        school.Students.Add(student);
        await school.SaveChangesAsync(token);
        Requests.SetETag(context.Response, student.Version);
        return TypedResults.Created(Paging.LinkTo(context.Request, student.Id), student);
    }

    private static async Task<Results<Ok<Student>, StatusCodeHttpResult>> PatchAsync(
        Guid id, HttpContext context, SchoolContext school, CancellationToken token)
    {
        string patch = await Requests.PatchAsync(context.Request);
        int version = Requests.IfMatch(context.Request);
        var changed = await school.Students.FromSql($"""
            update students set (full_name, email, grade, date_of_birth, is_active, user_id) = (
                select full_name, email, grade, date_of_birth, is_active, user_id
                from json_populate_record(students, {patch}::json))
            where id = {id} and version = {version}
            returning *
            """).AsNoTracking().ToListAsync(token);
        if (changed.Count == 0)
        {
            return TypedResults.StatusCode(StatusCodes.Status412PreconditionFailed);
        }

        Requests.SetETag(context.Response, changed[0].Version);
        return TypedResults.Ok(changed[0]);
    }

    private static async Task<Results<Created<Payment>, StatusCodeHttpResult>> PayAsync(
        HttpContext context, SchoolContext school, CancellationToken token)
    {
        byte[] body = await Requests.BodyAsync(context.Request);
        string key = Requests.KeyOf(context.Request);
        school.Database.AutoSavepointsEnabled = false;
        await using var transaction = await school.Database.BeginTransactionAsync(token);
        if (await school.Database.ExecuteSqlRawAsync(
            Placeholders(SchoolSql.ClaimKey), [Requests.Caller, key, SHA256.HashData(body)], token) == 0)
        {
            return TypedResults.StatusCode(StatusCodes.Status409Conflict);
        }

        var input = JsonSerializer.Deserialize(body, RowsJson.Default.PaymentInput)!;
        var payment = new Payment
        {
            Id = Guid.CreateVersion7(),
            StudentId = input.StudentId,
            SubscriptionId = input.SubscriptionId,
            AmountMinor = input.AmountMinor,
            Currency = input.Currency,
            Method = input.Method,
            Reference = input.Reference,
            PaidAt = input.PaidAt,
        };
        school.Payments.Add(payment);
        await school.SaveChangesAsync(token);
        string location = Paging.LinkTo(context.Request, payment.Id);
        object[] answer =
        [
            Requests.Caller, key, (short)StatusCodes.Status201Created, Requests.Headers(payment.Version, location),
            JsonSerializer.SerializeToUtf8Bytes(payment, RowsJson.Default.Payment),
        ];
        await school.Database.ExecuteSqlRawAsync(Placeholders(SchoolSql.KeepAnswer), answer, token);
        await transaction.CommitAsync(token);
        Requests.SetETag(context.Response, payment.Version);
        return TypedResults.Created(location, payment);
    }

    /// <summary>Numbered parameters in Entity Framework's form.</summary>
    private static string Placeholders(string sql) => Enumerable.Range(1, 5).Aggregate(
        sql, (text, number) => text.Replace($"${number}", $"{{{number - 1}}}", StringComparison.Ordinal));
}
