using System.ComponentModel;
using System.Reflection;
using Lectern.Functions.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;

namespace Lectern.Worker;

/// <summary>
/// Binds a function's parameters as Kestrel does: from the request, its route and its query. The worker's own binding
/// takes them from the invocation, where the Functions host also puts the top-level members of a JSON body. It knows
/// neither dates nor <c>TRUE</c> nor <c>05</c>, and ends in a 500.
/// </summary>
internal sealed class RequestBinding : IFunctionInputBindingFeature
{
    private readonly Func<FunctionContext, HttpContext, object?>[] _readers;

    /// <summary>Prepares the binding of a function, for all of its calls.</summary>
    public RequestBinding(MethodInfo method)
    {
        string route = FunctionMetadata.Of(method).OfType<FunctionMetadata>().Single().Route;
        var names = RoutePatternFactory.Parse(route).Parameters.Select(parameter => parameter.Name).ToHashSet();
        _readers =
        [
            .. method.GetParameters().Select(parameter => ReaderOf(parameter, names.Contains(parameter.Name!))),
        ];
    }

    /// <inheritdoc/>
    public ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context)
    {
        var http = context.GetHttpContext()!;
        return ValueTask.FromResult(new FunctionInputBindingResult(
            Array.ConvertAll(_readers, read => read(context, http))));
    }

    private static Func<FunctionContext, HttpContext, object?> ReaderOf(ParameterInfo parameter, bool isOfRoute)
    {
        string name = parameter.Name!;
        if (parameter.ParameterType == typeof(HttpRequest))
        {
            return (_, http) => http.Request;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return (context, _) => context.CancellationToken;
        }

        var converter = TypeDescriptor.GetConverter(parameter.ParameterType);
        object? absent = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return (context, http) =>
            (isOfRoute ? FromRoute(context, name) : (string?)http.Request.Query[name]) is { } text
                ? converter.ConvertFromInvariantString(text)
                : absent;
    }

    // Of the values of an invocation, those of the route win over the query and the body.
    private static string? FromRoute(FunctionContext context, string name) =>
        context.BindingContext.BindingData.TryGetValue(name, out object? value) ? value as string : null;
}
