using Lectern.Testing;
using YamlDotNet.RepresentationModel;

namespace Lectern.Infra.Tests.Yaml;

/// <summary>Short ways through a YAML document.</summary>
internal static class YamlFile
{
    public static YamlMappingNode Load(string path)
    {
        using var reader = new StreamReader(Path.Combine(Repository.Root, path));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    /// <summary>The names of a mapping; none where there is no mapping.</summary>
    public static IEnumerable<string> Keys(this YamlNode? node) =>
        node is YamlMappingNode mapping ? mapping.Children.Keys.Select(key => key.ToString()) : [];

    /// <summary>What a mapping has by a name; null where it has none.</summary>
    public static YamlNode? Get(this YamlNode? node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value)
            ? value
            : null;

    /// <summary>The items of a sequence, or the one that stands in its place.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node switch
    {
        null => [],
        YamlSequenceNode sequence => sequence.Children,
        _ => [node],
    };
}
