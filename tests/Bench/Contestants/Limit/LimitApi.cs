using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Lectern.Bench.Contestants.Limit;

/// <summary>
/// What .NET can do at the best: Kestrel without routing or middleware, Npgsql's columns by their places, and answers
/// written by hand. It checks nothing.
/// </summary>
internal static class LimitApi
{
    private const string List = "/api/students";

    public static WebApplication Build(string connectionString, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var students = new LimitStudents(NpgsqlDataSource.Create(connectionString));
        var payments = new LimitPayments(NpgsqlDataSource.Create(connectionString));
        var app = builder.Build();
        app.Run(context => Answer(students, payments, context));
        return app;
    }

    private static Task Answer(LimitStudents students, LimitPayments payments, HttpContext context)
    {
        string path = context.Request.Path.Value!;
        bool isPost = HttpMethods.IsPost(context.Request.Method);
        if (path == List)
        {
            return isPost ? students.CreateAsync(context) : students.ListAsync(context);
        }

        if (path == "/api/payments" && isPost)
        {
            return payments.CreateAsync(context);
        }

        if (path.StartsWith(List, StringComparison.Ordinal) && Guid.TryParse(path.AsSpan(List.Length + 1), out var id))
        {
            return HttpMethods.IsPatch(context.Request.Method)
                ? students.PatchAsync(context, id)
                : students.GetAsync(context, id);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
