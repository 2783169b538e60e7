using System.CommandLine;
using Lectern.Cli.Features;
using Lectern.DatabaseUrls;

namespace Lectern.Cli.Url;

/// <summary><c>lectern url check</c>: checks that a driver can open a connection string.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var url = new UrlArgument();
        var driver = CommonOptions.Driver("--driver", $"The driver: {string.Join(", ", Drivers.Names)}.");
        var strict = CommonOptions.Strict();
        var json = CommonOptions.Json();
        var command = new Command(
            "check",
            "Check that a driver can open a connection string; with --strict, as it is written. "
                + "Example: lectern url check --driver asyncpg --strict postgresql+asyncpg://ada@db/school")
        {
            url, driver, strict, json,
        };
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(() => Check(
                parsed.GetRequiredValue(url), parsed.GetValue(driver), parsed.GetValue(strict), answer));
        });
        return command;
    }

    private static void Check(string text, Driver driver, bool strict, Answer answer)
    {
        var url = DatabaseUrl.Parse(text, strict);
        string name = Drivers.NameOf(driver);
        var rendering = url.Convert(driver, new RenderOptions { Strict = strict });
        bool asWritten = Written(url.Driver) == Written(driver);
        if (strict && !asWritten)
        {
            throw new DatabaseUrlException(new UrlMistake(
                UrlMistakeKind.DriverMismatch,
                $"The URL is written for {Drivers.NameOf(url.Driver)}, not for {name}.",
                $"Convert it: lectern url convert --to {name}."));
        }

        var result = new { Driver = name, AsWritten = asWritten, Notes = url.Notes.AddRange(rendering.Notes) };
        answer.Write(result, () => Console.WriteLine(asWritten && result.Notes.IsEmpty
            ? $"{name} opens it as it is written."
            : $"{name} opens it once it is converted: lectern url convert --to {name}."));
        Answer.Say(result.Notes);
    }

    // libpq reads URIs and keyword strings.
    private static Driver Written(Driver driver) => driver is Driver.LibpqKeywords ? Driver.Libpq : driver;
}
