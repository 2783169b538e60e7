using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;

namespace Lectern.Functions.Http;

/// <summary>What the pipeline knows of a function before it runs.</summary>
/// <param name="Method">The function's method.</param>
/// <param name="Operation">The function's name, which is its operationId.</param>
/// <param name="Route">
/// Its route as the contract writes it, <c>/students/{id}</c>. ASP.NET Core measures a request's duration under it.
/// </param>
/// <param name="Query">The query that it takes.</param>
public sealed partial record FunctionMetadata(MethodInfo Method, string Operation, string Route, QueryShape Query)
    : IRouteDiagnosticsMetadata
{
    /// <summary>The methods that are functions, of this assembly.</summary>
    public static IReadOnlyList<MethodInfo> Methods { get; } =
    [
        .. typeof(FunctionMetadata).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FunctionAttribute))),
    ];

    /// <summary>The route of the function that answers what no other one does.</summary>
    public const string CatchAllRoute = "{*path}";

    /// <summary>Whether the request is for an unknown path, or for a method that the path does not take.</summary>
    public bool IsCatchAll => Route == "/" + CatchAllRoute;

    /// <summary>The trigger of a function.</summary>
    public static HttpTriggerAttribute TriggerOf(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .FirstOrDefault(trigger => trigger is not null)
        ?? throw new InvalidOperationException($"Function {method.Name} has no [HttpTrigger] parameter.");

    /// <summary>
    /// The metadata of a function's endpoint: this, its callers, and the attributes of the method and its class.
    /// </summary>
    public static object[] Of(MethodInfo method)
    {
        string name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var trigger = TriggerOf(method);
        string route = "/" + Constraint().Replace(trigger.Route ?? name, "");
        return
        [
            new FunctionMetadata(method, name, route, new(method)),
            .. AccessAttribute.Of(method, trigger) is { } access ? [access] : Array.Empty<object>(),
            .. method.DeclaringType!.GetCustomAttributes(),
            .. method.GetCustomAttributes(),
        ];
    }

    [GeneratedRegex(":[^}]+")]
    private static partial Regex Constraint();
}
