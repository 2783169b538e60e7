namespace Lectern.Functions.Problems;

/// <summary>Codes of problems that the reference page cannot derive from the method and the route.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RefusesAttribute(params string[] codes) : Attribute
{
    public IEnumerable<ProblemType> Problems => codes.Select(code => ProblemType.All.Single(type => type.Code == code));
}
