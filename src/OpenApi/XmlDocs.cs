using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lectern.Functions.Data;
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
    /// The summary of a property. One without docs has those of the same name in an interface, or in a row of its
    /// namespace: what callers write of a student means what the student's row says.
    /// </summary>
    public static string? SummaryOf(PropertyInfo property)
    {
        var owner = property.DeclaringType!;
        return RowsBeside(owner).Prepend(owner).SelectMany(type => type.GetInterfaces().Prepend(type))
            .Select(type => SummaryIn(type, property.Name))
            .FirstOrDefault(summary => summary is not null);
    }

    /// <summary>The row that the type is named after comes first.</summary>
    private static IEnumerable<Type> RowsBeside(Type type) => type.Assembly.GetTypes()
        .Where(row => row.Namespace == type.Namespace && row.IsClass && row.IsAssignableTo(typeof(IVersionedRow)))
        .OrderByDescending(row => type.Name.StartsWith(row.Name, StringComparison.Ordinal));

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
