using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lectern.Functions.Http;

namespace Lectern.OpenApi;

/// <summary>
/// The framework's generator ignores an <c>inheritdoc</c> whose <c>cref</c> is in a referenced assembly, and the
/// records of queries.
/// </summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<string, XElement> Members =
        XDocument.Load(Path.ChangeExtension(typeof(FunctionMetadata).Assembly.Location, ".xml"))
            .Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);

    /// <summary>
    /// The summary of a property, of the one that its <c>inheritdoc</c> refers to, or of the one in an interface.
    /// </summary>
    public static string? SummaryOf(PropertyInfo property)
    {
        var owner = property.DeclaringType!;
        return owner.GetInterfaces().Prepend(owner).Select(type => SummaryIn(type, property.Name))
            .FirstOrDefault(summary => summary is not null);
    }

    private static string? SummaryIn(Type type, string property)
    {
        string owner = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
        var docs = Members.GetValueOrDefault($"P:{owner}.{property}");
        var target = docs?.Element("inheritdoc")?.Attribute("cref") is { } reference
            ? Members.GetValueOrDefault(reference.Value)
            : docs;
        return target?.Element("summary") is { } summary ? Text(summary) : null;
    }

    // Descriptions are Markdown.
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
