using System.Text.RegularExpressions;
using Lectern.Testing;
using Xunit;

namespace Lectern.Infra.Tests.Bicep;

/// <summary>
/// The settings of the function app: what the templates set, what docs/operations.md says, and what the code reads are
/// the same.
/// </summary>
[Collection(Templates.Collection)]
public sealed class SettingsTests(Templates templates)
{
    private sealed record Setting(string Name, string OnAzure, string ReadBy);

    private static readonly IReadOnlyList<Setting> Documented = ReadTable();

    private IReadOnlyList<string> Set
    {
        get
        {
            var main = templates.Main;
            var app = templates["infra/modules/function-app.bicep"];
            var module = main.Modules.Single(module => module.Name == "functionApp");
            var own = app.Root.All.Single(node => node.Type == "resource_declaration"
                && app.Text(node.Child("identifier")!) == "appSettings");
            return
            [
                .. main.Properties(ValueOf(main, module.Node, "settings")).Keys,
                .. app.Properties(ValueOf(app, own, "properties").All.First(node => node.Type == "object")).Keys,
            ];
        }
    }

    [Fact]
    public void Every_setting_that_is_set_on_Azure_is_set_by_the_templates_and_no_other() => Assert.Equal(
        Documented.Where(setting => setting.OnAzure == "yes").Select(setting => setting.Name)
            .Order(StringComparer.Ordinal),
        Set.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_setting_of_ours_is_read_by_the_code()
    {
        string code = string.Concat(Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText));

        Assert.All(
            Documented.Where(setting => setting.ReadBy == "Lectern"),
            setting => Assert.Contains($"\"{setting.Name}\"", code, StringComparison.Ordinal));
    }

    private static BicepNode ValueOf(BicepFile file, BicepNode within, string property) => within.All
        .First(node => node.Type == "object_property" && file.Text(node.Children[0]) == property).Children[^1];

    private static List<Setting> ReadTable()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"));
        string section = Regex.Match(
            page, @"^## Settings$(.*?)^##", RegexOptions.Multiline | RegexOptions.Singleline).Value;
        string[][] rows =
        [
            .. section.Split('\n').Where(line => line.StartsWith('|'))
                .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)),
        ];
        int onAzure = Array.IndexOf(rows[0], "on Azure");
        int readBy = Array.IndexOf(rows[0], "read by");
        return [.. rows.Skip(2).Select(row => new Setting(row[0].Trim('`'), row[onAzure], row[readBy]))];
    }
}
