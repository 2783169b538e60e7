using System.Collections.Frozen;

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
internal sealed class SortOrder<T>
    where T : IRow
{
    private static readonly FrozenDictionary<string, SortOrder<T>> All =
        SortAttribute.Of(typeof(T)).Orders.ToFrozenDictionary(sort => sort, sort => new SortOrder<T>(sort));

    private readonly PropertyInfo _member;

    private SortOrder(string sort)
    {
        string name = sort.TrimStart('-');
        bool isDescending = sort != name;
        string column = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
        _member = typeof(T).GetProperty(char.ToUpperInvariant(name[0]) + name[1..])!;
        OrderBy = isDescending ? $"{column} desc, id desc" : $"{column}, id";
        After = $"({column}, id) {(isDescending ? "<" : ">")} (@AfterValue, @AfterId)";
    }

    public Type ValueType => _member.PropertyType;

    public string OrderBy { get; }

    /// <summary>The condition of the rows after a cursor, with <c>@AfterValue</c> and <c>@AfterId</c>.</summary>
    public string After { get; }

    /// <param name="sort">One of the row's orders, as in <c>sort=</c>.</param>
    public static SortOrder<T> Of(string sort) => All[sort];

    public object ValueOf(T row) => _member.GetValue(row)!;
}
