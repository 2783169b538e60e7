using Lectern.Database;
using Lectern.DatabaseUrls;
using Lectern.Functions.Http.Cors;
using Lectern.Functions.Http.Idempotency;
using Lectern.Functions.Http.ErrorHandling;
using Lectern.Functions.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Json;

namespace Lectern.Functions.Hosting;

/// <summary>What the two hosts share: the services, and the one pipeline that every request passes.</summary>
public static class LecternApplication
{
    /// <summary>
    /// How long requests in flight may continue after a stop is requested. What takes longer is cut, and its statement
    /// is cancelled. Above the statement timeout, so that a request that waits for the database still gets an answer.
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
        var settings = new ApplicationSettings(
            configuration, url, ApplicationDatabaseSettings.Read(name => configuration[name]));
        services.AddTelemetry(configuration);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        services.AddDatabase(settings);
        services.AddHttp();
        services.AddCallers(configuration);
        foreach (var resource in Resource.All)
        {
            resource.AddServices(services, settings);
        }

        return services;
    }

    /// <summary>
    /// Adds the pipeline, in the order in which a request meets its stages. The host adds the function after it.
    /// </summary>
    public static IApplicationBuilder UseLectern(this IApplicationBuilder app)
    {
        // Links and logs name the address that the caller used, not the one behind API Management.
        app.UseGatewayAddress();
        // The span covers everything that follows.
        app.UseMiddleware<RequestTracing>();
        // Answers are compressed after everything else has written them.
        app.UseResponseCompression();
        // Headers of every answer, problems too.
        app.UseMiddleware<ResponseHeaders>();
        // Before the exception handler, so that a browser may also read problems.
        app.UseCors();
        // What the stages and functions below throw becomes a problem document.
        app.UseExceptionHandler();
        // An answer that has begun can only be cut; the database's words must not get into the log.
        app.UseMiddleware<CutAnswers>();
        // A status without a body becomes a problem document.
        app.UseStatusCodePages();
        // A body that is too large is refused before anybody reads it.
        app.UseMiddleware<BodyLimit>();
        // Who calls.
        app.UseAuthentication();
        // Whether that caller may call this function.
        app.UseAuthorization();
        // What is 404 or 405 has no query to bind, and must not reach the database for its key.
        app.UseWhen(IsForAFunction, function =>
        {
            // A wrong query is refused before a key is claimed for it.
            function.UseMiddleware<QueryBinding>();
            // The function runs in the transaction of its key.
            function.UseMiddleware<IdempotencyKeys>();
        });
        return app;
    }

    private static bool IsForAFunction(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<FunctionMetadata>() is { IsCatchAll: false };

    private static void AddDatabase(this IServiceCollection services, ApplicationSettings settings)
    {
        services.AddSingleton(_ => ApplicationDatabase.Create(settings.Url, settings.Database));
        services.AddHostedService<DatabaseWarmUp>();
        services.AddScoped<RequestDatabase>();
        services.AddScoped<BulkByEmail>();
        // The schema says full_name, C# says FullName.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    private static void AddHttp(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(options => LecternJson.Strict(options.SerializerOptions));
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddSingleton<FunctionRoutes>();
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddResponseCompression(options => options.EnableForHttps = true);
    }

    private static void AddCallers(this IServiceCollection services, IConfiguration configuration)
    {
        // Read now: a wrong setting must stop the start, not the first request.
        var source = CallerSources.Choose(configuration);
        services.AddSingleton(typeof(CallerSource), source);
        services.AddScoped<CallerStore>();
        services.AddCorsOrigins(configuration, source);
        // The core alone: AddAuthentication would bring data protection, which writes keys to disk for cookies.
        services.AddAuthenticationCore(options => options.DefaultScheme = CallerAuthentication.Name);
        services.AddWebEncoders();
        services.AddSingleton(TimeProvider.System);
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(CallerAuthentication.Name, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
