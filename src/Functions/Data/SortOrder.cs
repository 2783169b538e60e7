namespace Lectern.Functions.Data;

/// <summary>The members that lists of a row may be sorted by, in both directions.</summary>
/// <param name="names">
/// The members, as <c>sort</c> names them. Each has the column of the same name in snake case, which must be
/// <c>not null</c> and have an index together with the id.
/// </param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SortAttribute(params string[] names) : Attribute
{
    private string? _default;

    /// <summary>The order of a list whose caller names none; the first member unless something else is set.</summary>
    public string Default { get => _default ?? names[0]; init => _default = value; }

    /// <summary>What <c>sort</c> may be; <c>-</c> before a member reverses the order.</summary>
    public IReadOnlyList<string> Orders { get; } = [.. names.SelectMany(name => new[] { name, '-' + name })];

    public static SortAttribute Of(Type row) => row.GetCustomAttribute<SortAttribute>()
        ?? throw new InvalidOperationException($"{row.Name} has no [Sort], so it has no lists.");
}

/// <summary>One order of a list of rows. The id breaks ties, so every row has one place.</summary>
public sealed class SortOrder<T>
    where T : IRow
{
    private readonly PropertyInfo _member;
    private readonly string _column;
    private readonly bool _isDescending;

    public SortOrder(string sort)
    {
        string name = sort.TrimStart('-');
        _isDescending = sort != name;
        _column = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
        _member = typeof(T).GetProperty(char.ToUpperInvariant(name[0]) + name[1..])!;
    }

    public Type ValueType => _member.PropertyType;

    public string OrderBy => _isDescending ? $"{_column} desc, id desc" : $"{_column}, id";

    /// <summary>The condition of the rows after a cursor, with <c>@AfterValue</c> and <c>@AfterId</c>.</summary>
    public string After => $"({_column}, id) {(_isDescending ? "<" : ">")} (@AfterValue, @AfterId)";

    public object ValueOf(T row) => _member.GetValue(row)!;
}
