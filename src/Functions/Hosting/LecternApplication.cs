using Lectern.Database;
using Lectern.DatabaseUrls;
using Lectern.Functions.Admission;
using Lectern.Functions.Http.Cors;
using Lectern.Functions.Http.ErrorHandling;
using Lectern.Functions.Http.Idempotency;
using Lectern.Functions.Http.Streams;
using Lectern.Functions.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Json;

namespace Lectern.Functions.Hosting;

/// <summary>The services and the request pipeline of both hosts.</summary>
public static class LecternApplication
{
    // How long requests may run after a stop is requested; then they are cut and their statements cancelled. Longer
    // than the statement timeout, so that a request that waits for the database still gets an answer.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    /// <exception cref="DatabaseUrlException">DATABASE_URL cannot be parsed.</exception>
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
        services.AddHttp(configuration);
        services.AddCallers(configuration);
        foreach (var resource in Resource.All)
        {
            resource.AddServices(services, settings);
        }

        return services;
    }

    /// <summary>The order is that of a request. The host adds the function after it.</summary>
    public static IApplicationBuilder UseLectern(this IApplicationBuilder app)
    {
        app.UseMiddleware<Admission.Admission>();
        // Links show the address that the caller used, not the one behind API Management.
        app.UseMiddleware<GatewayAddress>();
        app.UseMiddleware<RequestTracing>();
        // Compresses what all later stages write.
        app.UseResponseCompression();
        // Headers for every answer, including problems.
        app.UseMiddleware<ResponseHeaders>();
        // Before the exception handler: browsers must be able to read problems.
        app.UseCors();
        // Exceptions of later stages and of functions become problem documents.
        app.UseExceptionHandler();
        // An answer that has started can only be cut, and the database's messages must not reach the log.
        app.UseMiddleware<CutAnswers>();
        // A status without a body becomes a problem document.
        app.UseStatusCodePages();
        app.UseMiddleware<HostCheck>();
        app.UseMiddleware<BodyLimit>();
        app.UseAuthentication();
        app.UseAuthorization();
        // A 404 or 405 has no query to bind, and must not reach the database for its idempotency key.
        app.UseWhen(IsForAFunction, function =>
        {
            // Before the idempotency key: a wrong query must not claim it.
            function.UseMiddleware<QueryBinding>();
            // The function runs in the transaction of its idempotency key.
            function.UseMiddleware<IdempotencyKeys>();
        });
        return app;
    }

    private static bool IsForAFunction(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<FunctionMetadata>() is { IsCatchAll: false };

    private static void AddDatabase(this IServiceCollection services, ApplicationSettings settings)
    {
        services.AddSingleton(_ => ApplicationDatabase.Create(settings.Url, settings.Database));
        services.AddSingleton(AdmissionSettings.Read(settings.Configuration));
        services.AddSingleton<DatabasePlaces>();
        services.AddSingleton<BodyBudget>();
        services.AddHostedService<DatabaseWarmUp>();
        services.AddScoped<RequestDatabase>();
        services.AddScoped<BulkByEmail>();
        // The schema has full_name, C# has FullName.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    private static void AddHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<JsonOptions>(options => LecternJson.Strict(options.SerializerOptions));
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddSingleton<FunctionRoutes>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<ClientWriter>();
        services.AddSingleton<FailureLog>();
        services.AddSingleton(GatewayHosts.Read(configuration));
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddResponseCompression(options => options.EnableForHttps = true);
    }

    private static void AddCallers(this IServiceCollection services, IConfiguration configuration)
    {
        // Read now, so that a wrong setting stops the start.
        var source = CallerSources.Choose(configuration);
        services.AddSingleton(typeof(CallerSource), source);
        services.AddScoped<CallerStore>();
        services.AddCorsOrigins(configuration, source);
        // AddAuthentication would also add data protection, which writes keys for cookies to disk.
        services.AddAuthenticationCore(options => options.DefaultScheme = CallerAuthentication.Name);
        services.AddWebEncoders();
        services.AddSingleton(TimeProvider.System);
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(CallerAuthentication.Name, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
