using System.CommandLine;

namespace Lectern.Cli.Url;

/// <summary><c>lectern url</c>: the commands for connection strings.</summary>
internal static class UrlCommand
{
    public static Command Create() => new("url", "Read, convert and check connection strings of any dialect.")
    {
        ShowCommand.Create(),
        ConvertCommand.Create(),
        CheckCommand.Create(),
    };
}
