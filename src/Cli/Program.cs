using System.CommandLine;
using System.Text;
using Lectern.Cli;
using Lectern.Cli.Db;
using Lectern.Cli.Doctor;
using Lectern.Cli.Url;

// Names and passwords can have any characters; Windows would write them in another encoding.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var root = new RootCommand("The command line of Lectern, the backend of a tutoring school.")
{
    DbCommand.Create(),
    UrlCommand.Create(),
    DoctorCommand.Create(),
    CompletionCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count == 0)
{
    return parsed.Invoke();
}

UsageErrors.Write(parsed, Console.Error);
return ExitCode.Usage;
