using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>
/// What can be told about the templates without Azure's compiler: their syntax, and that the names in them exist. The
/// pipeline compiles and lints them.
/// </summary>
[Collection(Templates.Collection)]
public sealed class TemplateTests(Templates templates)
{
    [Fact]
    public void All_of_them_parse() => None(
        from file in templates.Files
        from node in file.Root.All
        where node.IsBroken
        select $"{file.Path}({node.Line}): {node.Type} {file.Text(node)}");

    [Fact]
    public void Parameters_outputs_and_functions_have_descriptions() => None(
        from file in templates.Modules
        from declaration in file.Parameters.Concat(file.Outputs).Concat(file.Functions)
        where !declaration.Decorators.ContainsKey("description")
        select $"{file.Path}({declaration.Node.Line}): {declaration.Name}");

    [Fact]
    public void Parameters_of_the_deployment_have_defaults() => None(
        from parameter in templates.Main.Parameters
        where parameter.Node.Value is null
        select parameter.Name);

    [Fact]
    public void Parameters_that_are_not_yes_or_no_have_limits_or_a_set_of_values()
    {
        string[] limits = ["allowed", "minValue", "maxValue", "minLength", "maxLength"];
        None(
            from parameter in templates.Main.Parameters
            where !Regex.IsMatch(templates.Main.Text(parameter.Node), $@"^param {parameter.Name} bool\b")
                && !limits.Any(parameter.Decorators.ContainsKey)
            select parameter.Name);
    }

    [Fact]
    public void Nothing_is_declared_in_vain() => None(
        from file in templates.Modules
        from declared in file.Parameters.Concat(file.Variables)
        where file.Root.All.Count(node => node.Type == "identifier" && file.Text(node) == declared.Name) < 2
        select $"{file.Path}({declared.Node.Line}): {declared.Name}");

    [Fact]
    public void Files_that_templates_name_are_in_this_repository()
    {
        string[] loaders = ["loadTextContent", "loadJsonContent", "loadYamlContent", "loadFileAsBase64"];
        var named =
            from file in templates.Files
            from node in file.Root.All
            let path = node.Type switch
            {
                "module_declaration" or "import_functionality" or "import_with_statement" or "using_statement" =>
                    node.Child("string"),
                "call_expression" when loaders.Contains(file.Text(node.Role("function"))) =>
                    node.Role("arguments").Child("string"),
                _ => null,
            }
            where path is not null
            select (file, path);
        Assert.NotEmpty(named);
        None(
            from name in named
            where !Templates.Exists(name.file, name.file.Literal(name.path))
            select $"{name.file.Path}({name.path.Line}): {name.file.Text(name.path)}");
    }

    [Fact]
    public void Modules_are_given_what_they_ask_for_and_nothing_else() => None(
        from file in templates.Modules
        from module in file.Modules
        let target = templates.Named(file, file.Literal(module.Node.Child("string")!))
        let given = module.Node.All.First(node =>
            node.Type == "object_property" && file.Text(node.Children[0]) == "params")
        let names = file.Properties(given.Children[^1]).Keys
        from wrong in names.Except(target.Parameters.Select(parameter => parameter.Name))
            .Concat(target.Parameters.Where(parameter => parameter.Node.Value is null)
                .Select(parameter => parameter.Name)
                .Except(names))
        select $"{file.Path}({module.Node.Line}): {module.Name}: {wrong}");

    [Fact]
    public void Outputs_that_are_read_are_there() => None(
        from file in templates.Modules
        from module in file.Modules
        let target = templates.Named(file, file.Literal(module.Node.Child("string")!))
        from Match read in Regex.Matches(file.Source, $@"\b{module.Name}[!?]?\.outputs\.(\w+)")
        where target.Outputs.All(output => output.Name != read.Groups[1].Value)
        select $"{file.Path}: {read.Value}");

    [Fact]
    public void Parameter_files_set_parameters_that_there_are_to_values_that_are_allowed()
    {
        var parameters = templates.Main.Parameters.ToDictionary(parameter => parameter.Name);
        None(
            from file in templates.Files.Except(templates.Modules)
            from Match set in Regex.Matches(file.Source, @"^var   (\w+) =", RegexOptions.Multiline)
            where !parameters.ContainsKey(set.Groups[1].Value)
            select $"{file.Path}: {set.Groups[1].Value}");
        string[] profiles = Directory.GetFiles(Path.Combine(Repository.Root, "infra/profiles"), "*.parameters.json");
        Assert.Equal(["dev", "prod"], profiles.Select(path => Path.GetFileName(path).Split('.')[0]).Order());
        foreach (string profile in profiles)
        {
            using var json = JsonDocument.Parse(File.ReadAllText(profile));
            None(
                from set in json.RootElement.GetProperty("parameters").EnumerateObject()
                let value = set.Value.GetProperty("value")
                where !parameters.TryGetValue(set.Name, out var parameter) || !IsAllowed(parameter, value)
                select $"{profile}: {set.Name} = {value}");
        }
    }

    private bool IsAllowed(BicepDeclaration parameter, JsonElement value) =>
        !parameter.Decorators.TryGetValue("allowed", out var allowed)
        || allowed.All.Any(node => node.Type is "string" or "number"
            && templates.Main.Literal(node) == value.ToString());

    private static void None(IEnumerable<string> wrong) => Assert.Empty(wrong);
}
