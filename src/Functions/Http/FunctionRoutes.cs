using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Options;

namespace Lectern.Functions.Http;

/// <summary>
/// Which methods a path takes, from the routes of all functions. Neither host can be asked: the Functions host does its
/// routing in a process of its own.
/// </summary>
/// <param name="options">The kinds of constraints that a route may have.</param>
/// <param name="services">What constraints are made with.</param>
public sealed class FunctionRoutes(IOptions<RouteOptions> options, IServiceProvider services)
{
    private readonly FunctionRoute[] _routes = [.. ReadRoutes(new DefaultInlineConstraintResolver(options, services))];

    /// <summary>The methods that the functions at a path take, in capitals; none where nothing is there.</summary>
    /// <param name="path">The path below the route prefix, without a slash at its beginning.</param>
    public IReadOnlyList<string> MethodsAt(string path) =>
        [.. _routes.Where(route => route.Matches(path)).SelectMany(route => route.Methods).Distinct().Order()];

    private static IEnumerable<FunctionRoute> ReadRoutes(DefaultInlineConstraintResolver resolver) =>
        from trigger in FunctionMetadata.Methods.Select(FunctionMetadata.TriggerOf)
        where trigger is { Route: not null, Methods: not null }
        select new FunctionRoute(
            TemplateParser.Parse(trigger.Route!),
            [.. trigger.Methods!.Select(name => name.ToUpperInvariant())],
            resolver);

    private sealed class FunctionRoute(RouteTemplate route, string[] methods, DefaultInlineConstraintResolver resolver)
    {
        private readonly TemplateMatcher _matcher = new(route, []);
        private readonly (string Name, IRouteConstraint Constraint)[] _constraints =
        [
            .. from parameter in route.Parameters
               from inline in parameter.InlineConstraints
               select (parameter.Name!, resolver.ResolveConstraint(inline.Constraint)!),
        ];

        /// <summary>None for the catch-all, which takes whatever the others do not.</summary>
        public IReadOnlyList<string> Methods => methods;

        public bool Matches(string path)
        {
            var values = new RouteValueDictionary();
            // Constructed: the conversion from a string would decode percent signs a second time.
            return _matcher.TryMatch(new PathString("/" + path), values) && Array.TrueForAll(
                _constraints,
                rule => rule.Constraint.Match(
                    httpContext: null, route: null, rule.Name, values, RouteDirection.IncomingRequest));
        }
    }
}
