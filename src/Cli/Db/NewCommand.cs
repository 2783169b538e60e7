using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.Migrations;

namespace Lectern.Cli.Db;

/// <summary><c>lectern db new</c>: creates a script and its reverse.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        var description = new Argument<string>("DESCRIPTION") { Description = "What it does, in a few words." };
        var scripts = CommonOptions.Scripts();
        var begin = new Option<bool>("--begin") { Description = "Create the scripts folder if there is none." };
        var json = CommonOptions.Json();
        var command = new Command(
            "new", "Begin a script and its reverse, with the next number. Example: lectern db new \"add invoices\"")
        {
            description, scripts, begin, json,
        };
        description.Validators.Add(result =>
        {
            if (!result.Tokens.Any(token => token.Value.Any(char.IsAsciiLetterOrDigit)))
            {
                result.AddError("Say in a few words what the script does, with Latin letters: they become its name.");
            }
        });
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(() =>
            {
                var pair = NewScript.Create(
                    parsed.GetRequiredValue(scripts), parsed.GetRequiredValue(description), parsed.GetValue(begin));
                answer.Write(pair, () => Console.WriteLine($"{pair.Up}\n{pair.Down}"));
            });
        });
        return command;
    }
}
