namespace Lectern.Functions.Problems;

/// <summary>
/// Says which problems a function has beside those that its method and route imply, for the reference page.
/// </summary>
/// <param name="codes">Their codes.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RefusesAttribute(params string[] codes) : Attribute
{
    public IEnumerable<ProblemType> Problems => codes.Select(code => ProblemType.All.Single(type => type.Code == code));
}
