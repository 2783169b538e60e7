using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Options;

namespace Lectern.Functions.Http;

/// <summary>The methods of a path. The hosts cannot tell: the Functions host routes in another process.</summary>
public sealed class FunctionRoutes(IOptions<RouteOptions> options, IServiceProvider services)
{
    private readonly FunctionRoute[] _routes = [.. ReadRoutes(new DefaultInlineConstraintResolver(options, services))];

    /// <summary>In capitals; empty if nothing is there. The path has no route prefix and no leading slash.</summary>
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
               select (parameter.Name, resolver.ResolveConstraint(inline.Constraint)),
        ];

        /// <summary>Empty for the catch-all.</summary>
        public IReadOnlyList<string> Methods => methods;

        public bool Matches(string path)
        {
            var values = new RouteValueDictionary();
            // The conversion from a string would decode percent signs a second time.
            return _matcher.TryMatch(new PathString("/" + path), values) && Array.TrueForAll(
                _constraints,
                rule => rule.Constraint.Match(
                    httpContext: null, route: null, rule.Name, values, RouteDirection.IncomingRequest));
        }
    }
}
