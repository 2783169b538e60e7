using System.Collections.Frozen;

namespace Lectern.Functions.Problems;

/// <summary>
/// What constraints mean to a caller. They have PostgreSQL's own names, such as <c>table_column_key</c> (manual: CREATE
/// TABLE), so the name tells which member broke which rule. No message is parsed.
/// </summary>
public static class ConstraintRules
{
    private static readonly FrozenDictionary<string, ConstraintRule> Rules =
        Resource.All.SelectMany(resource => resource.Constraints).ToFrozenDictionary(rule => rule.Constraint);

    /// <param name="parent">The member that the row is nested in, with a dot; empty for the row of the body.</param>
    public static ProblemException Broken(PostgresException refused, string parent = "")
    {
        string name = refused.ConstraintName ?? "";
        var rule = Rules.GetValueOrDefault(name) ?? new(name, "is not acceptable to the database");
        var type = rule.Type ?? ProblemType.ValidationFailed;
        if (rule.Member == ConstraintRule.WholeRow)
        {
            return type.Exception($"{name}: {rule.Fault}.");
        }

        string member = parent + (rule.Member ?? MemberOf(refused));
        return type.Exception($"{name}: {member} {rule.Fault}.", member, rule.Fault);
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
