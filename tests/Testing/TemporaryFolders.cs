namespace Lectern.Testing;

/// <summary>Folders of a test run, which the next run removes where this one cannot.</summary>
internal static class TemporaryFolders
{
    /// <summary>How they are named.</summary>
    public const string Prefix = "lectern-tests-";

    /// <summary>A path that nobody else has.</summary>
    public static string Next() => Path.Combine(Path.GetTempPath(), Prefix + Guid.NewGuid().ToString("N"));
}
