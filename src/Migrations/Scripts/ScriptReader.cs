using Npgsql;

namespace Lectern.Migrations.Scripts;

/// <summary>
/// Reads the scripts of a folder with grate's layout, in the order in which they run.
/// </summary>
internal sealed class ScriptReader(string scriptsFolder, IReadOnlyCollection<string>? environments)
{
    private const string Extension = ".sql";

    /// <returns>The scripts of the environments, with the tokens of the connection replaced.</returns>
    public static IReadOnlyList<Script> Read(MigrationOptions options, NpgsqlConnection connection) =>
        new ScriptReader(options.ScriptsFolder, options.Environments).Read(TokenReplacement.For(options, connection));

    /// <returns>The scripts of the environments, with their tokens replaced; without environments, all.</returns>
    /// <exception cref="MigrationException">There is no such scripts folder, or it has no script.</exception>
    public IReadOnlyList<Script> Read(TokenReplacement tokens)
    {
        if (!Directory.Exists(scriptsFolder))
        {
            throw new MigrationException($"There is no scripts folder {scriptsFolder}.");
        }

        if (!MigrationFolder.InRunOrder.Any(folder => Names(folder.Name).Any()))
        {
            // For example the parent of the right folder, where "nothing to do" would look like success.
            throw new MigrationException(
                $"There are no scripts in {scriptsFolder}: no {Extension} file in up/ or another of its folders.");
        }

        return
        [
            .. from folder in MigrationFolder.InRunOrder
               from name in Names(folder.Name)
               where IsForEnvironment(name)
               select ReadOne(folder, name, tokens),
        ];
    }

    /// <returns>
    /// The names below a folder in ordinal order, files before subfolders; none if there is no such folder.
    /// </returns>
    public IEnumerable<string> Names(string folder)
    {
        string root = Path.Combine(scriptsFolder, folder);
        return Directory.Exists(root) ? Below(root, prefix: string.Empty) : [];
    }

    public string PathOf(string folder, string name) => Path.Combine(scriptsFolder, folder, name);

    public Script ReadOne(MigrationFolder folder, string name, TokenReplacement tokens)
    {
        string path = PathOf(folder.Name, name);
        string text = tokens.Apply(ScriptText.Read(path));
        var kind = IsEverytime(name) ? ScriptKind.Everytime : folder.Kind;
        return new Script(folder, name, text, ScriptText.Hash(text), kind)
        {
            NotUtf8At = ScriptText.NotUtf8At(path, text),
        };
    }

    private static IEnumerable<string> Below(string directory, string prefix)
    {
        var files = Directory.EnumerateFiles(directory)
            .Select(path => Path.GetFileName(path))
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => prefix + name);
        var below = Directory.EnumerateDirectories(directory)
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal)
            .SelectMany(name => Below(Path.Combine(directory, name), $"{prefix}{name}/"));
        return files.Concat(below);
    }

    private bool IsForEnvironment(string path)
    {
        string name = FileName(path);
        return environments is null
            || !name.Contains(".ENV.", StringComparison.OrdinalIgnoreCase)
            || environments.Any(environment =>
                name.StartsWith($"{environment}.", StringComparison.OrdinalIgnoreCase)
                || name.Contains($".{environment}.", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsEverytime(string path)
    {
        string name = FileName(path);
        return name.StartsWith("everytime.", StringComparison.OrdinalIgnoreCase)
            || name.Contains(".everytime.", StringComparison.OrdinalIgnoreCase);
    }

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
