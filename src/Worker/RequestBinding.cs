using System.ComponentModel;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;

namespace Lectern.Worker;

/// <summary>
/// Binds the request, the ids of the route and the token as Kestrel does. The worker takes them from the invocation,
/// where the Functions host also puts the top-level members of a JSON body.
/// </summary>
internal sealed class RequestBinding(MethodInfo method) : IFunctionInputBindingFeature
{
    private readonly Func<FunctionContext, HttpContext, object?>[] _readers =
        Array.ConvertAll(method.GetParameters(), ReaderOf);

    public ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context)
    {
        var http = context.GetHttpContext()!;
        return ValueTask.FromResult(new FunctionInputBindingResult(
            Array.ConvertAll(_readers, read => read(context, http))));
    }

    private static Func<FunctionContext, HttpContext, object?> ReaderOf(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(HttpRequest))
        {
            return (_, http) => http.Request;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return (context, _) => context.CancellationToken;
        }

        // In the values of an invocation, the route takes precedence over the query and the body.
        var converter = TypeDescriptor.GetConverter(parameter.ParameterType);
        return (context, _) => context.BindingContext.BindingData.TryGetValue(parameter.Name!, out object? value)
            && value is string text ? converter.ConvertFromInvariantString(text) : null;
    }
}
