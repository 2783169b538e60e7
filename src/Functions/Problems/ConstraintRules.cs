using System.Collections.Frozen;
using System.Text.Json;

namespace Lectern.Functions.Problems;

/// <summary>PostgreSQL's default names (manual: CREATE TABLE) tell member and rule; no message is parsed.</summary>
public static class ConstraintRules
{
    private static readonly FrozenDictionary<string, ConstraintRule> Rules =
        Resource.All.SelectMany(resource => resource.Constraints).ToFrozenDictionary(rule => rule.Constraint);

    public static ConstraintRule Of(PostgresException refused)
    {
        string name = refused.ConstraintName ?? "";
        var rule = Rules.GetValueOrDefault(name) ?? new(name, "is not acceptable to the database");
        return rule with { Member = rule.Member ?? MemberOf(refused) };
    }

    /// <summary>The problem of a check on a row that is nested in the body as <c>name</c>.</summary>
    public static ProblemException Nested(PostgresException refused, string name)
    {
        var rule = Of(refused);
        string member = $"{name}.{rule.Member}";
        return ProblemType.ValidationFailed.Exception(
            $"{rule.Constraint}: {member} {rule.Fault}.", new Dictionary<string, string[]> { [member] = [rule.Fault] });
    }

    /// <summary><c>students_date_of_birth_check</c> on <c>students</c> → <c>dateOfBirth</c>.</summary>
    public static string MemberOf(PostgresException refused)
    {
        string name = refused.ConstraintName ?? "";
        string table = refused.TableName + "_";
        name = name.StartsWith(table, StringComparison.Ordinal) ? name[table.Length..] : name;
        int suffix = name.LastIndexOf('_');
        var words = (suffix < 0 ? name : name[..suffix]).Split('_')
            .Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]);
        return JsonNamingPolicy.CamelCase.ConvertName(string.Concat(words));
    }
}
