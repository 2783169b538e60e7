using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Azure.Functions.Worker;

namespace Lectern.Functions.Http;

/// <summary>What the pipeline knows of a function before it runs.</summary>
/// <param name="Method">The function's method.</param>
/// <param name="Operation">The function's name, which is its operationId.</param>
/// <param name="Route">
/// Its route as the contract writes it, <c>/students/{id}</c>; what ASP.NET Core measures a request's duration under.
/// </param>
public sealed partial record FunctionMetadata(MethodInfo Method, string Operation, string Route)
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

    /// <summary>Whether the request is for nothing that there is: unknown, or by a wrong method.</summary>
    public bool IsCatchAll => Route == "/" + CatchAllRoute;

    /// <summary>The metadata of a function's endpoint: this, and the attributes of the method and its class.</summary>
    public static object[] Of(MethodInfo method)
    {
        string name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        string? route = method.GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()?.Route)
            .FirstOrDefault(route => route is not null);
        return
        [
            new FunctionMetadata(method, name, "/" + Constraint().Replace(route ?? name, "")),
            .. method.DeclaringType!.GetCustomAttributes(),
            .. method.GetCustomAttributes(),
        ];
    }

    [GeneratedRegex(":[^}]+")]
    private static partial Regex Constraint();
}
