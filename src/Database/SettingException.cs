namespace Lectern.Database;

/// <summary>A setting of the environment has a value that it cannot have.</summary>
/// <param name="message">The name of the setting and its possible values.</param>
public sealed class SettingException(string message) : InvalidOperationException(message);
