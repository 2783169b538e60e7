using System.Reflection;

namespace Lectern.Functions.Http;

/// <summary>What the pipeline knows of a function before it runs: the method, and the attributes on it and its class.</summary>
public static class FunctionMetadata
{
    /// <summary>The metadata of a function's endpoint, for authorisation and for <see cref="QueryParameters"/>.</summary>
    public static object[] Of(MethodInfo method) =>
        [method, .. method.DeclaringType!.GetCustomAttributes(), .. method.GetCustomAttributes()];
}
