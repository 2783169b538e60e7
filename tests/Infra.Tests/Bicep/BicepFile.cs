namespace Lectern.Infra.Tests.Bicep;

/// <summary>A node of a syntax tree; what is written there is <see cref="BicepFile.Text"/>'s to say.</summary>
internal sealed record BicepNode(
    string Type, string? Field, bool IsBroken, int Line, int Start, int End, IReadOnlyList<BicepNode> Children)
{
    /// <summary>This node and all below it.</summary>
    public IEnumerable<BicepNode> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>The first child of a type.</summary>
    public BicepNode? Child(string type) => Children.FirstOrDefault(child => child.Type == type);

    /// <summary>The child with a role.</summary>
    public BicepNode Role(string field) => Children.Single(child => child.Field == field);

    /// <summary>What stands behind the equals sign of a declaration; null where there is none.</summary>
    public BicepNode? Value =>
        Children.SkipWhile(child => child.Type != "=").Skip(1).FirstOrDefault(child => child.Type != "comment");
}

/// <summary>A declaration with the decorators above it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Node">From its keyword on.</param>
/// <param name="Decorators">What was called, by name.</param>
internal sealed record BicepDeclaration(
    string Name, BicepNode Node, IReadOnlyDictionary<string, BicepNode> Decorators);

/// <summary>A parsed file.</summary>
internal sealed record BicepFile(string Path, string Source, BicepNode Root)
{
    /// <summary>The parameters, as in <c>param name type = default</c>.</summary>
    public IReadOnlyList<BicepDeclaration> Parameters => field ??= Declarations("parameter_declaration");

    /// <summary>The outputs.</summary>
    public IReadOnlyList<BicepDeclaration> Outputs => field ??= Declarations("output_declaration");

    /// <summary>The variables; in a parameters file the values of the parameters.</summary>
    public IReadOnlyList<BicepDeclaration> Variables => field ??= Declarations("variable_declaration");

    /// <summary>The modules.</summary>
    public IReadOnlyList<BicepDeclaration> Modules => field ??= Declarations("module_declaration");

    /// <summary>The functions.</summary>
    public IReadOnlyList<BicepDeclaration> Functions => field ??= Declarations("user_defined_function");

    /// <summary>What is written at a node.</summary>
    public string Text(BicepNode node) => Source[node.Start..node.End];

    /// <summary>A text without its quotes.</summary>
    public string Literal(BicepNode node) => Text(node).Trim('\'');

    /// <summary>The value of a property of an object; null where it has none of that name.</summary>
    public BicepNode? Property(BicepNode properties, string name) => Properties(properties).GetValueOrDefault(name);

    /// <summary>The properties of an object by name.</summary>
    public IReadOnlyDictionary<string, BicepNode> Properties(BicepNode properties) => properties.Children
        .Where(child => child.Type == "object_property")
        .ToDictionary(property => Literal(property.Children[0]), property => property.Children[^1]);

    private List<BicepDeclaration> Declarations(string type)
    {
        var found = new List<BicepDeclaration>();
        foreach (var (index, node) in Root.Children.Index().Where(child => child.Item.Type == type))
        {
            var decorators = index > 0 && Root.Children[index - 1] is { Type: "decorators" } above
                ? above.Children
                : [];
            found.Add(new(
                Text(node.Child("identifier")!), node,
                decorators.Select(decorator => decorator.Child("call_expression")!)
                    .ToDictionary(call => Text(call.Role("function")))));
        }

        return found;
    }
}
