using Lectern.WorkerHost.Rpc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;

namespace Lectern.WorkerHost.Http;

/// <summary>
/// The routes of the functions. As in the real host they are tried in the order of the functions' names, ignoring case;
/// the first match wins, and the method is a part of the match.
/// </summary>
internal sealed class RouteTable
{
    private const string FunctionKey = "function";

    private readonly RouteCollection _routes = new();

    private RouteTable()
    {
    }

    public IReadOnlyList<HostedFunction> Functions { get; private init; } = [];

    /// <param name="functions">The functions of the worker; those without an HTTP trigger have no route.</param>
    /// <param name="prefix">The route prefix; may be empty.</param>
    /// <param name="constraints">Resolves the constraints of the templates.</param>
    /// <param name="isDisabled">Tells by name whether a function is disabled: it is answered with 404.</param>
    /// <exception cref="WorkerStartException">A route is not valid.</exception>
    public static RouteTable Build(
        IEnumerable<WorkerFunction> functions, string prefix, IInlineConstraintResolver constraints,
        Func<string, bool> isDisabled)
    {
        var sorted = functions.Where(function => function.Trigger is not null)
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .Select(function => (Function: function, Template: Template(function, prefix)))
            .ToList();
        var table = new RouteTable
        {
            Functions = [.. sorted.Select(route =>
                new HostedFunction(route.Function.Name, route.Template, route.Function.Trigger!.Methods))],
        };
        foreach (var (function, template) in sorted)
        {
            table._routes.Add(Route(new(function, isDisabled(function.Name)), template, constraints));
        }

        return table;
    }

    /// <summary>The function that the request calls, with the route's values; null if no route matches.</summary>
    public async Task<RouteMatch?> MatchAsync(HttpContext http)
    {
        var context = new RouteContext(http);
        await _routes.RouteAsync(context);
        return context.Handler is not null && context.RouteData.DataTokens[FunctionKey] is RoutedFunction routed
            ? new(routed.Function, routed.IsDisabled, context.RouteData.Values)
            : null;
    }

    private static string Template(WorkerFunction function, string prefix)
    {
        string route = string.IsNullOrEmpty(function.Trigger!.Route) ? function.Name : function.Trigger.Route;
        return prefix.Length == 0 ? route : $"{prefix}/{route}";
    }

    private static Route Route(RoutedFunction routed, string template, IInlineConstraintResolver constraints)
    {
        var methods = new Dictionary<string, object>();
        if (routed.Function.Trigger!.Methods is { } allowed)
        {
            methods["httpMethod"] = new HttpMethodRouteConstraint([.. allowed]);
        }

        try
        {
            return new(
                new RouteHandler(static _ => Task.CompletedTask), routed.Function.Name, template,
                defaults: null, methods, new RouteValueDictionary { [FunctionKey] = routed }, constraints);
        }
        catch (RouteCreationException invalid)
        {
            throw new WorkerStartException(
                $"The route {template} of the function {routed.Function.Name} is not valid: "
                + (invalid.InnerException ?? invalid).Message,
                invalid);
        }
    }

    private sealed record RoutedFunction(WorkerFunction Function, bool IsDisabled);
}

/// <summary>A request's function and the values in its path.</summary>
internal sealed record RouteMatch(WorkerFunction Function, bool IsDisabled, RouteValueDictionary Values);
