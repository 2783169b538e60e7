using System.Text.RegularExpressions;
using Lectern.Functions.Admission;
using Microsoft.AspNetCore.Http.Metadata;

namespace Lectern.Functions.Http;

/// <summary>
/// Operation is the operationId. Route is that of the contract, for example <c>/students/{id}</c>; ASP.NET Core tags
/// request durations with it.
/// </summary>
public sealed partial record FunctionMetadata(MethodInfo Method, string Operation, string Route, QueryShape Query)
    : IRouteDiagnosticsMetadata
{
    public static IReadOnlyList<MethodInfo> Methods { get; } =
    [
        .. typeof(FunctionMetadata).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FunctionAttribute))),
    ];

    public const string CatchAllRoute = "{*path}";
    public Share Share { get; } = Share.Of(Method);
    public bool IsCatchAll => Route == "/" + CatchAllRoute;

    public static HttpTriggerAttribute TriggerOf(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .FirstOrDefault(trigger => trigger is not null)
        ?? throw new InvalidOperationException($"Function {method.Name} has no [HttpTrigger] parameter.");

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
