using System.Globalization;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>
/// Works out the whole numbers of a file: its functions, those that it imports, min, max and + - * /.
/// </summary>
/// <param name="functions">The file that has the functions.</param>
/// <param name="file">The file that the expressions are in.</param>
/// <param name="known">Values of names, and of members as <c>sku.vCores</c>.</param>
internal sealed class Arithmetic(BicepFile functions, BicepFile file, IReadOnlyDictionary<string, int> known)
{
    /// <summary>The value of a variable or of an output of the file.</summary>
    public int Of(string name) =>
        Evaluate(file.Variables.Concat(file.Outputs).First(declared => declared.Name == name).Node.Value!);

    private int Evaluate(BicepNode node) => node.Type switch
    {
        "number" => int.Parse(file.Text(node), CultureInfo.InvariantCulture),
        "parenthesized_expression" => Evaluate(node.Children[1]),
        "identifier" or "member_expression" =>
            known.TryGetValue(file.Text(node), out int value) ? value : Of(file.Text(node)),
        "ternary_expression" => Evaluate(
            node.Role(Evaluate(node.Role("condition")) != 0 ? "consequence" : "alternative")),
        "binary_expression" => Binary(
            file.Text(node.Role("operator")), Evaluate(node.Role("left")), Evaluate(node.Role("right"))),
        "call_expression" => Call(
            // Of an imported module's function the name alone.
            file.Text(node.Role("function")).Split('.')[^1],
            [.. node.Role("arguments").Children
                .Where(child => child.Type is not ("(" or "," or ")"))
                .Select(Evaluate)]),
        _ => throw new NotSupportedException($"{file.Path}({node.Line}): {node.Type} {file.Text(node)}"),
    };

    private int Call(string name, int[] arguments) => name switch
    {
        "min" => arguments.Min(),
        "max" => arguments.Max(),
        _ => Apply(functions.Functions.Single(function => function.Name == name), arguments),
    };

    private int Apply(BicepDeclaration function, int[] arguments)
    {
        var names = function.Node.Child("parameters")!.Children
            .Where(child => child.Type == "parameter")
            .Select(parameter => functions.Text(parameter.Child("identifier")!));
        var values = names.Zip(arguments).ToDictionary(pair => pair.First, pair => pair.Second);
        return new Arithmetic(functions, functions, values).Evaluate(function.Node.Children[^1]);
    }

    private static int Binary(string sign, int left, int right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        _ => throw new NotSupportedException(sign),
    };
}
