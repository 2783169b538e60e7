using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.DatabaseUrls;

namespace Lectern.Cli.Url;

/// <summary><c>lectern url convert</c>: writes a connection string for another driver.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var url = new UrlArgument();
        var driver = CommonOptions.Driver("--to", $"The driver to write for: {string.Join(", ", Drivers.Names)}.");
        var purpose = CommonOptions.Purpose();
        var strict = CommonOptions.Strict();
        var showPassword = CommonOptions.ShowPassword();
        var json = CommonOptions.Json();
        var command = new Command(
            "convert",
            "Write a connection string for another driver. "
                + "Example: lectern url convert --to npgsql --show-password postgresql://ada:pw@db/school")
        {
            url, driver, purpose, strict, showPassword, json,
        };
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            var options = new RenderOptions
            {
                Purpose = parsed.GetValue(purpose),
                Strict = parsed.GetValue(strict),
                HidePassword = !parsed.GetValue(showPassword),
            };
            return answer.Try(() => Convert(parsed.GetRequiredValue(url), parsed.GetValue(driver), options, answer));
        });
        return command;
    }

    private static void Convert(string text, Driver driver, RenderOptions options, Answer answer)
    {
        var url = DatabaseUrl.Parse(text, options.Strict);
        var rendering = url.Convert(driver, options);
        bool isHidden = options.HidePassword && url != url.HideSecrets();
        var result = new
        {
            Driver = Drivers.NameOf(driver),
            rendering.Text,
            PasswordHidden = isHidden,
            Notes = url.Notes.AddRange(rendering.Notes),
        };
        answer.Write(result, () => Console.WriteLine(rendering.Text));
        Answer.Say(result.Notes);
        if (isHidden)
        {
            Answer.Say("The password is written as ***: add --show-password for a connection string that opens.");
        }
    }
}
