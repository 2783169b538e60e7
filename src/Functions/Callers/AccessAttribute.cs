using System.Reflection;

namespace Lectern.Functions.Callers;

/// <summary>
/// The roles that may call the functions of a class: once for a resource. A function that differs has an attribute of
/// its own, which replaces the one of the class.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AccessAttribute : Attribute
{
    /// <summary>The roles for GET and HEAD.</summary>
    public string Read { get; init; } = Role.Admin;

    /// <summary>The roles for all other methods.</summary>
    public string Write { get; init; } = Role.Admin;

    /// <summary>The rule of a function; null where it is open to everybody.</summary>
    /// <exception cref="InvalidOperationException">The function says nothing about its callers.</exception>
    public static IAuthorizeData? Of(MethodInfo method, HttpTriggerAttribute trigger)
    {
        var functions = method.DeclaringType!;
        if (functions.IsDefined(typeof(AllowAnonymousAttribute)))
        {
            return null;
        }

        var access = method.GetCustomAttribute<AccessAttribute>() ?? functions.GetCustomAttribute<AccessAttribute>()
            ?? throw new InvalidOperationException($"{functions.Name}.{method.Name} has no [Access].");
        bool isRead = trigger.Methods?.Contains("get") == true;
        return new AuthorizeAttribute { Roles = isRead ? access.Read : access.Write };
    }
}
