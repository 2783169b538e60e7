using System.Reflection;
using Lectern.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.LocalHost;

/// <summary>Maps every function of src/Functions to an endpoint of Kestrel, as the Functions host does.</summary>
public static class FunctionEndpoints
{
    public static void MapFunctions(this WebApplication app)
    {
        foreach (var method in FunctionMetadata.Methods)
        {
            Map(app, method, method.GetCustomAttribute<FunctionAttribute>()!.Name);
        }
    }

    private static void Map(WebApplication app, MethodInfo method, string name)
    {
        var trigger = FunctionMetadata.TriggerOf(method);
        RefuseWhatTheWorkerCannotBind(method, name);

        var factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        var result = RequestDelegateFactory.Create(
            method,
            factory is null ? null : context => factory(context.RequestServices, null),
            new()
            {
                ServiceProvider = app.Services,
                RouteParameterNames = RouteParameters(trigger.Route),
                ThrowOnBadRequest = true,
            });
        string pattern = FunctionPaths.Of(trigger.Route ?? name);
        // As on the Functions host, a trigger without methods accepts all of them.
        var endpoint = trigger.Methods is { Length: > 0 } methods
            ? app.MapMethods(pattern, methods, result.RequestDelegate)
            : app.Map(pattern, result.RequestDelegate);
        endpoint.WithName(name)
            .WithMetadata([method, .. result.EndpointMetadata, .. FunctionMetadata.Of(method)]);
    }

    /// <summary>Refuses parameters that the worker would silently leave null.</summary>
    private static void RefuseWhatTheWorkerCannotBind(MethodInfo method, string name)
    {
        var parameter = method.GetParameters().FirstOrDefault(parameter =>
            parameter.ParameterType == typeof(HttpContext)
            || parameter.GetCustomAttribute<Microsoft.AspNetCore.Mvc.FromServicesAttribute>() is not null);
        if (parameter is not null)
        {
            throw new InvalidOperationException(
                $"Function {name}: the worker cannot bind {parameter.Name}. Take services in the constructor and the "
                + "HttpRequest as the trigger.");
        }
    }

    private static IEnumerable<string> RouteParameters(string? route) =>
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse(route ?? "").Parameters
            .Select(parameter => parameter.Name);
}
