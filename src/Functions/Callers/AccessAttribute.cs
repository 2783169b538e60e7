namespace Lectern.Functions.Callers;

/// <summary>The roles that may call the functions of a class. An attribute on a method replaces it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AccessAttribute : Attribute
{
    /// <summary>For GET and HEAD.</summary>
    public string Read { get; init; } = Role.Admin;
    public string Write { get; init; } = Role.Admin;

    /// <summary>Null for a function that everybody may call.</summary>
    /// <exception cref="InvalidOperationException">Neither the function nor its class has an attribute.</exception>
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
