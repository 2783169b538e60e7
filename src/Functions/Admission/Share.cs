namespace Lectern.Functions.Admission;

/// <summary>
/// A part of the pool. Requests of the same share wait for each other; another share does not wait for them.
/// </summary>
/// <param name="Name">The resource, or the kind of work if that is not a single statement.</param>
/// <param name="Part">The largest part of the pool that it may take.</param>
public sealed record Share(string Name, double Part)
{
    private const double OrdinaryPart = 0.75;
    private const double LongPart = 0.25;

    /// <summary>What all shares take their places from.</summary>
    public static Share All { get; } = new("all", 1);

    /// <summary>Bulk creates and exports, of all resources.</summary>
    public static Share Bulk { get; } = new("bulk and exports", LongPart);

    /// <summary>What event streams read.</summary>
    public static Share Events { get; } = new("event streams", LongPart);

    /// <summary>A locked table of one resource leaves connections to the others.</summary>
    public static Share Ordinary(string resource) => new(resource, OrdinaryPart);

    /// <summary>The share of a function; its resource is the last part of its namespace.</summary>
    public static Share Of(MethodInfo function) =>
        Returns(function.ReturnType, typeof(IEventsResult)) ? Events
        : function.GetCustomAttribute<QueryAttribute>()?.ForExport == true
            || function.GetCustomAttribute<BodyAttribute>()?.Type.IsArray == true ? Bulk
        : Ordinary(function.DeclaringType!.Namespace!.Split('.')[^1]);

    private static bool Returns(Type answer, Type result) =>
        result.IsAssignableFrom(answer) || answer.GenericTypeArguments.Any(type => Returns(type, result));
}
