using System.Reflection;

namespace Lectern.Functions.Http;

/// <summary>What the pipeline knows of a function before it runs.</summary>
/// <param name="Method">The function's method.</param>
public sealed record FunctionMetadata(MethodInfo Method)
{
    /// <summary>The metadata of a function's endpoint: this, and the attributes of the method and its class.</summary>
    public static object[] Of(MethodInfo method) =>
        [new FunctionMetadata(method), .. method.DeclaringType!.GetCustomAttributes(), .. method.GetCustomAttributes()];
}
