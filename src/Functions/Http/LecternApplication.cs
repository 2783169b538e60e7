using Dapper;
using Lectern.Database;
using Lectern.DatabaseUrls;
using Lectern.Functions.Conversations.Events;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Cors;
using Lectern.Functions.Http.Idempotency;
using Lectern.Functions.Http.Json;
using Lectern.Functions.Http.Problems;
using Lectern.Functions.Http.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;

namespace Lectern.Functions.Http;

/// <summary>What the two hosts share: the services, and the one pipeline that every request passes.</summary>
public static class LecternApplication
{
    /// <summary>
    /// How long requests in flight may go on after a stop was asked for; what takes longer is cut, and its statement
    /// cancelled. Above the statement timeout, so that who waits for the database still gets an answer.
    /// </summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <summary>Adds everything that a function needs.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    /// <exception cref="DatabaseUrlException">DATABASE_URL cannot be understood.</exception>
    public static IServiceCollection AddLectern(this IServiceCollection services, IConfiguration configuration)
    {
        var url = configuration["DATABASE_URL"] is { Length: > 0 } text
            ? DatabaseUrl.Parse(text)
            : throw new InvalidOperationException(
                "DATABASE_URL is not set. Set it to the database, "
                + "for example postgresql://user:password@host:5432/lectern");
        var settings = ApplicationDatabaseSettings.Read(name => configuration[name]);
        services.AddTelemetry(configuration);
        services.AddSingleton(_ => ApplicationDatabase.Create(url, settings));
        services.AddListeningDatabase(url, settings, configuration);
        services.AddHostedService<DatabaseWarmUp>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        services.AddStores(configuration);

        // The schema says full_name, C# says FullName.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.Configure<JsonOptions>(options => LecternJson.Strict(options.SerializerOptions));
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddSingleton<FunctionRoutes>();
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddResponseCompression(options => options.EnableForHttps = true);

        // Read now: a wrong setting must stop the start, not the first request.
        var source = CallerSources.Choose(configuration);
        services.AddSingleton(typeof(CallerSource), source);
        services.AddCorsOrigins(configuration, source);
        // The core alone: AddAuthentication would bring data protection, which writes keys to disk for cookies.
        services.AddAuthenticationCore(options => options.DefaultScheme = CallerAuthentication.Name);
        services.AddWebEncoders();
        services.AddSingleton(TimeProvider.System);
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(CallerAuthentication.Name, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>Adds the pipeline; what a host adds after it is the function itself.</summary>
    public static IApplicationBuilder UseLectern(this IApplicationBuilder app)
    {
        app.UseAskedAddress();
        app.UseMiddleware<RequestTracing>();
        app.UseResponseCompression();
        app.UseMiddleware<ResponseHeaders>();
        // Around the exception handler: a page may read a problem as well.
        app.UseCors();
        app.UseExceptionHandler();
        app.UseMiddleware<CutAnswers>();
        app.UseStatusCodePages();
        app.UseMiddleware<BodyLimit>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWhen(IsForAFunction, function =>
        {
            function.UseMiddleware<QueryParameters>();
            function.UseMiddleware<IdempotencyKeys>();
        });
        return app;
    }

    /// <summary>What is 404 or 405 has no parameters to check, and must not reach the database for its key.</summary>
    private static bool IsForAFunction(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<FunctionMetadata>() is { IsCatchAll: false };
}
