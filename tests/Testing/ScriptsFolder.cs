using Lectern.Migrations;

namespace Lectern.Testing;

/// <summary>A scripts folder for a single test, deleted with it.</summary>
public sealed class ScriptsFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lectern-scripts-").FullName;

    public MigrationOptions Options => new() { ScriptsFolder = Path };

    public ScriptsFolder Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public ScriptsFolder Append(string name, string text)
    {
        File.AppendAllText(System.IO.Path.Combine(Path, name), text);
        return this;
    }

    public ScriptsFolder Remove(string name)
    {
        File.Delete(System.IO.Path.Combine(Path, name));
        return this;
    }

    public static ScriptsFolder CopyOf(string source)
    {
        var folder = new ScriptsFolder();
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = System.IO.Path.Combine(folder.Path, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return folder;
    }

    public MigrationResult Migrate(string connectionString) => new MigrationJob(Options).Run(connectionString);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
