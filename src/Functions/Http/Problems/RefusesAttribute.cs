namespace Lectern.Functions.Http.Problems;

/// <summary>
/// Says which problems a function has beside those that its method and route imply, for the reference page.
/// </summary>
/// <param name="codes">Their codes.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RefusesAttribute(params string[] codes) : Attribute
{
    /// <summary>The problems.</summary>
    public IEnumerable<ProblemType> Problems => codes.Select(code => ProblemType.All.Single(type => type.Code == code));
}
