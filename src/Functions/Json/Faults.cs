namespace Lectern.Functions.Json;

/// <summary>Faults by the path of the member, such as <c>subscription.plan</c> or <c>[3].email</c>.</summary>
public sealed class Faults
{
    private const string Root = "$";
    private const int MaxPaths = 100;
    private const int MaxPathsInDetail = 10;

    private readonly Dictionary<string, List<string>> _faults = [];

    /// <summary>How many were found, also beyond those that are kept.</summary>
    public int Count { get; private set; }

    public static string Below(string path, string? name) => path.Length == 0 ? name ?? "" : $"{path}.{name}";

    public void Add(string path, string fault)
    {
        Count++;
        path = path.Length == 0 ? Root : path;
        if (_faults.TryGetValue(path, out var faults))
        {
            faults.Add(fault);
        }
        else if (_faults.Count < MaxPaths)
        {
            _faults[path] = [fault];
        }
    }

    public void AddRefusals(IEnumerable<ValidationAttribute> rules, object? value, string name, string path)
    {
        foreach (var rule in rules.Where(rule => !rule.IsValid(value)))
        {
            Add(path, rule.FormatErrorMessage(name));
        }
    }

    /// <summary>Adds a fault if a text has control characters. Its rule decides about line breaks.</summary>
    public void AddControl(string path, object? value)
    {
        if (value is string text && TextForm.HasControl(text))
        {
            Add(path, TextForm.ControlFault);
        }
    }

    public void AddIfNone(string path, string fault)
    {
        if (_faults.Count == 0)
        {
            Add(path, fault);
        }
    }

    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            string members = _faults.Count == 1
                ? "1 member of the body is"
                : $"{_faults.Count} members of the body are";
            throw ProblemType.ValidationFailed.Exception(
                $"{members} not acceptable: {string.Join(", ", _faults.Keys.Take(MaxPathsInDetail))}.",
                _faults.ToDictionary(fault => fault.Key, fault => fault.Value.ToArray()));
        }
    }
}
