// Look-alikes of the worker's two attributes, so that the function classes compile where the worker's packages do not
// restore. Only what the functions use.
namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a method as a function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name, which is also its operationId.</summary>
    public string Name { get; } = name;
}

/// <summary>Marks the request parameter of a function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    /// <summary>Which key the Functions host asks for.</summary>
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    /// <summary>The HTTP methods.</summary>
    public IReadOnlyList<string> Methods { get; } = methods;

    /// <summary>The route below the prefix of host.json.</summary>
    public string? Route { get; set; }
}

/// <summary>Which key the Functions host asks for.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous,

    /// <summary>The function's.</summary>
    Function,

    /// <summary>The host's.</summary>
    Admin,
}
