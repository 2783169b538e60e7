using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lectern.Functions.Http;

namespace Lectern.OpenApi;

/// <summary>
/// The summary of a property whose XML docs are an <c>inheritdoc</c> with a <c>cref</c>. The framework's generator
/// follows such a reference in the project that it compiles, but not in the XML file of a referenced one.
/// </summary>
internal static partial class InheritedSummary
{
    private static readonly Dictionary<string, XElement> Members =
        XDocument.Load(Path.ChangeExtension(typeof(FunctionMetadata).Assembly.Location, ".xml"))
            .Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);

    /// <summary>The summary; null where the docs of the property do not refer to another one.</summary>
    public static string? Of(PropertyInfo property)
    {
        string name = $"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}";
        return Members.GetValueOrDefault(name)?.Element("inheritdoc")?.Attribute("cref")?.Value is { } target
            && Members.GetValueOrDefault(target)?.Element("summary") is { } summary
            ? Text(summary)
            : null;
    }

    /// <summary>As Markdown, which is what a description is.</summary>
    private static string Text(XElement summary)
    {
        string text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XText plain => plain.Value,
            _ => "",
        }));
        return Blanks().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
