using System.Collections.Frozen;

namespace Lectern.Functions.Http;

/// <summary>The query parameters of a function. Others are refused, so that a mistyped one is not ignored.</summary>
public sealed class QueryShape
{
    private readonly Type? _type;
    private readonly FrozenDictionary<string, QueryMember> _members;

    public QueryShape(MethodInfo function)
    {
        var query = function.GetCustomAttribute<QueryAttribute>();
        _type = query?.Type;
        Members = query is null ? [] :
        [
            .. query.Type.GetProperties()
                .Where(property => !property.IsDefined(
                    query.ForExport ? typeof(PageOnlyAttribute) : typeof(ExportOnlyAttribute)))
                // The members of the base record come first.
                .OrderBy(property => property.DeclaringType == query.Type)
                .Select(property => new QueryMember(property)),
        ];
        _members = Members.ToFrozenDictionary(member => member.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the order of the API description.</summary>
    public IReadOnlyList<QueryMember> Members { get; }

    /// <summary>Null if the function has no query.</summary>
    /// <exception cref="ProblemException">400 unknown-parameter, or invalid-parameter with each fault.</exception>
    public object? Bind(IQueryCollection query)
    {
        object? record = _type is null ? null : Activator.CreateInstance(_type);
        var faults = new Dictionary<string, string[]>();
        foreach (var (name, values) in query)
        {
            if (!_members.TryGetValue(name, out var member))
            {
                throw Unknown(name);
            }

            if ((values.Count == 1 ? member.Set(record!, values[0] ?? "") : "is given more than once") is { } fault)
            {
                faults[member.Name] = [fault];
            }
        }

        if (faults.Count == 0 && record is IValidatableObject rules)
        {
            foreach (var fault in rules.Validate(new(record)))
            {
                faults[JsonNamingPolicy.CamelCase.ConvertName(fault.MemberNames.First())] = [fault.ErrorMessage!];
            }
        }

        return faults.Count == 0 ? record : throw ProblemType.InvalidParameter.Exception(
            string.Join("; ", faults.Select(fault => $"{fault.Key} {fault.Value[0]}")) + ".", faults);
    }

    private ProblemException Unknown(string name)
    {
        string names = Members.Count == 0 ? "none" : string.Join(", ", Members.Select(member => member.Name));
        return ProblemType.UnknownParameter.Exception(
            $"'{name}' is not a parameter of this endpoint; it knows {names}.", name,
            $"is not known; known are {names}");
    }
}

public sealed class QueryMember(PropertyInfo property)
{
    private readonly ValidationAttribute[] _rules = [.. property.GetCustomAttributes<ValidationAttribute>()];
    private readonly Type _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    public PropertyInfo Property => property;

    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>Returns what is wrong with the value, or null.</summary>
    public string? Set(object record, string text)
    {
        if (Parse(_type, text) is not { } value)
        {
            return $"must be {JsonTypeNames.Of(_type)}";
        }

        if (value is string chars)
        {
            // What a caller searches for has the form of what is stored.
            bool isFree = Array.Exists(_rules, rule => rule is StringLengthAttribute);
            value = chars = isFree ? TextForm.OfLine(chars) : chars;
            if (!TextForm.IsOneLine(chars))
            {
                return TextForm.ControlFault;
            }
        }

        property.SetValue(record, value);
        return Array.Find(_rules, rule => !Allows(rule, value)) switch
        {
            null => null,
            StringLengthAttribute length => $"must have at most {length.MaximumLength} characters",
            RangeAttribute range => $"must be from {range.Minimum} to {range.Maximum}",
            AllowedValuesAttribute allowed => $"must be one of {string.Join(", ", allowed.Values)}",
            var rule => rule.FormatErrorMessage(Name),
        };
    }

    // The attribute would count UTF-16 units, not code points.
    private static bool Allows(ValidationAttribute rule, object value) => rule is StringLengthAttribute length
        ? TextAttribute.CodePoints((string)value) <= length.MaximumLength
        : rule.IsValid(value);

    private static object? Parse(Type type, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        return type == typeof(string) ? text
            : type == typeof(bool)
                ? bool.TryParse(text, out bool flag) && text.Length == text.Trim().Length ? flag : null
            : type == typeof(int)
                ? int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out int number) ? number : null
            : type == typeof(Guid) ? Guid.TryParseExact(text, "D", out var id) ? id : null
            : type == typeof(DateTime) ? TimeConverter.Parse(text)?.UtcDateTime
            : type == typeof(DateOnly)
                ? DateOnly.TryParseExact(text, "O", culture, DateTimeStyles.None, out var day) ? day : null
            : throw new NotSupportedException($"A query cannot have a {type}.");
    }
}
