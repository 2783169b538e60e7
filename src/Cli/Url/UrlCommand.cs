using System.CommandLine;

namespace Lectern.Cli.Url;

/// <summary><c>lectern url</c>: connection strings of any dialect.</summary>
internal static class UrlCommand
{
    public static Command Create() => new("url", "Read, convert and check connection strings of any dialect.")
    {
        ShowCommand.Create(),
        ConvertCommand.Create(),
        CheckCommand.Create(),
    };
}
