using System.Text.RegularExpressions;
using Lectern.Testing;

namespace Lectern.Docs.Tests.Troubleshooting;

/// <summary>The faults and warnings of src/Cli/Doctor, read from its source: each with the name of its step.</summary>
internal static partial class DoctorSource
{
    private const string AnyStep = "any";
    // A finding that names risky settings, and one that repeats the findings of several servers.
    private static readonly string[] Composed = ["SettingsStep: ….", "TlsStep: string"];

    private static readonly Dictionary<string, string> NotLiteral = new()
    {
        ["mistake.Mistake.Problem"] = "(a mistake of the URL)",
        ["failure.Message"] = "(the driver's message)",
        ["CommandError.TokenProblem(noToken)"] = "Entra ID gives no token: …",
    };

    private static string Folder => Path.Combine(Repository.Root, "src", "Cli", "Doctor");

    /// <summary>Each as <c>step: finding</c>, with <c>…</c> for what differs; ordered.</summary>
    public static IReadOnlyList<string> Findings()
    {
        var steps = StepName().Matches(File.ReadAllText(Path.Combine(Folder, "DoctorStep.cs")))
            .ToDictionary(step => step.Groups["class"].Value, step => step.Groups["name"].Value);
        var found = from file in Directory.EnumerateFiles(Folder, "*.cs")
                    let type = Path.GetFileNameWithoutExtension(file)
                    where type is "Examination" || steps.ContainsKey(type)
                    let source = File.ReadAllText(file)
                    from finding in Call().Matches(source)
                    let text = TextOf(finding.Groups["text"].Value, source[..finding.Index])
                    where !Composed.Contains($"{type}: {text}")
                    select $"{steps.GetValueOrDefault(type, AnyStep)}: {text}";
        string settings = File.ReadAllText(Path.Combine(Folder, "SettingsStep.cs"));
        var risky = from line in Setting().Matches(settings)
                    from name in line.Groups["name"].Captures
                    select $"settings: {name.Value}";
        return [.. found.Concat(risky).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string TextOf(string expression, string before)
    {
        if (NotLiteral.TryGetValue(expression, out string? text))
        {
            return text;
        }

        if (expression == "text")
        {
            return TextOf(Variable().Matches(before)[^1].Groups["text"].Value, before);
        }

        string joined = Joint().Replace(expression.Trim(), "");
        return joined.StartsWith('"') || joined.StartsWith("$\"", StringComparison.Ordinal)
            ? Hole().Replace(joined.TrimStart('$').Trim('"'), "…")
            : joined;
    }

    private const string Literal = """\$?"(?:[^"{]|\{(?:[^{}"]|"[^"]*")*\})*" """;

    [GeneratedRegex($@"Finding\.(?:Fault|Warning)\(\s*(?<text>(?:{Literal}\s*\+?\s*)+|[\w.]+(?:\(\w+\))?)\s*,",
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Call();

    [GeneratedRegex($@"string\ text\ =\ (?<text>(?:{Literal}\s*\+?\s*)+|\w+)", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Variable();

    [GeneratedRegex(@"""\s*\+\s*\$?""")]
    private static partial Regex Joint();

    [GeneratedRegex(@"\{(?:[^{}""]|""[^""]*"")*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"new\(""(?<name>[a-z ]+)"", (?<class>\w+)\.RunAsync")]
    private static partial Regex StepName();

    [GeneratedRegex(@"select \d, '(?<name>\w+) = |name in \((?:'(?<name>\w+)'(?:, )?)+\) and")]
    private static partial Regex Setting();
}
